/** What people are shown is one of the states of the contract, and true. */
import type { State } from '../../../electron/supervisor/policy/state.ts';
import type { Policy } from '../policy.ts';
import type { Account } from './account.ts';
import type { Facts } from './facts.ts';
import { covers } from './starts.ts';
import { Violation } from './violation.ts';

const STATES = ['stopped', 'waiting', 'starting', 'running', 'backing-off', 'stopping', 'failed'];

export function judgeShapes(facts: Facts, policy: Policy, after: State): void {
  const seen: string[] = [];
  for (const [name, account] of facts.accounts) {
    const place = after.index[name];
    const service = place === undefined ? undefined : after.services[place];
    if (service === undefined) {
      if (account.live !== null) throw new Violation('shape', `${name} lives and is forgotten`);
      if (account.removed) facts.accounts.delete(name);
      else throw new Violation('shape', `${name} is unknown`);
      continue;
    }
    const state = policy.visibleState(after, service);
    if (!account.removed) seen.push(state);
    const by = policy.stoppedBy(after, service);
    // What it rests for is what its displays rest for.
    const follows = account.plan.hidden === true && by !== null && covers(facts, account, after.safeMode);
    const wrong = follows ? null : misshapen(facts, account, state, by, after.safeMode !== null);
    if (wrong !== null) throw new Violation('shape', `${name} is ${state}: ${wrong}`);
    const waiting = policy.waitingFor(after, service);
    if ((waiting !== null) !== (state === 'waiting')) throw new Violation('shape', `${name} is ${state} and waits for ${waiting?.what}`);
  }
  judgeExhibit(facts, policy.exhibitState(after), seen, after);
}

function misshapen(facts: Facts, account: Account, state: string, by: string | null, safe: boolean): string | null {
  if (!STATES.includes(state)) return 'no such state';
  if (by !== null && state !== 'stopped') return `stopped by ${by}`;
  if (by === 'person' && !account.held) return 'nobody stopped it';
  if (by === 'finished' && account.over !== 'finished') return 'it has not finished';
  if (by === 'closed' && (facts.open || account.asked)) return 'not closed';
  if (by === 'safe-mode' && !safe) return 'not in safe mode';
  if (by === null && state === 'stopped' && !facts.shutdown && !account.removed) return 'by nobody';
  const { live } = account;
  if (live === null) {
    if (account.held && !facts.shutdown && !account.removed && by !== 'person' && by !== 'finished')
      return `a person stopped it, not ${by}`;
    return ['running', 'starting', 'stopping'].includes(state) ? 'nothing of it runs' : null;
  }
  if (live.ending !== null || live.mainEnded) return null;
  if (state === 'running') return live.readyAt === null ? 'it is not ready' : null;
  if (live.readyAt !== null) return 'it is ready';
  if (!live.url && state !== 'starting') return 'it starts';
  return null;
}

/** The first that holds: only what each name excludes and needs. */
function judgeExhibit(facts: Facts, state: string, seen: readonly string[], after: State): void {
  const accounts = [...facts.accounts.values()].filter(({ removed }) => !removed);
  const has = (...states: readonly string[]) => seen.some((one) => states.includes(one));
  const expect = (right: boolean, why: string) => {
    if (!right) throw new Violation('exhibit state', `${state} although ${why}`);
  };
  if (facts.shutdown) return expect(state === 'stopping', 'the supervisor is ending');
  if (after.safeMode !== null) return expect(state === 'safe-mode', 'it is in safe mode');
  const own = accounts.filter(({ plan }) => plan.hidden !== true);
  const isOver = ({ over, live, again }: Account) => over === 'finished' && live === null && !again;
  if (own.some(({ held }) => held) && own.every((account) => account.held || isOver(account)))
    return expect(state === 'stopped', 'a person stopped everything');
  expect(state !== 'stopping' && state !== 'safe-mode', 'it is neither');
  if (state === 'stopped')
    return expect(
      own.every(({ held, over }) => held || over !== null),
      'not everything is stopped',
    );
  if (!facts.open) return expect(state === 'closed', 'it is closed');
  if (facts.paused) return expect(state === 'paused', 'it is paused');
  expect(state !== 'closed' && state !== 'paused', 'it is not');
  if (state === 'running')
    expect(
      seen.every((one) => one === 'running' || one === 'stopped' || one === 'stopping'),
      `services are ${seen.join(', ')}`,
    );
  if (state === 'starting') expect(has('waiting', 'starting', 'stopping'), `services are ${seen.join(', ')}`);
  if (has('failed', 'backing-off')) expect(state !== 'running', `services are ${seen.join(', ')}`);
}
