import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { COMMANDS } from '../../electron/command/commands.ts';
import { type Entry, entry, type Role } from '../../electron/command/entry.ts';
import { type AuditRecord, createRegistry } from '../../electron/command/registry.ts';
import { type FakeSupervisor, fakeSupervisor } from '../support/fake-supervisor.ts';
import { snapshot } from '../support/snapshot.ts';

let port: FakeSupervisor;
let audit: AuditRecord[];
let clock: number;

beforeEach(() => {
  port = fakeSupervisor();
  audit = [];
  clock = 0;
});

function registry(entries: readonly Entry[] = COMMANDS) {
  return createRegistry({ entries, port, audit: (record) => audit.push(record), monotonicMs: () => clock });
}

function ask(name: string, args: unknown = {}, role: Role = 'admin') {
  return registry().run({ name, arguments: args, caller: { actor: 'alice (cli)', role } });
}

describe('commands', () => {
  it.each([
    ['start', {}, { name: 'start', service: null }, 'alice (cli) asked to start the exhibit: done'],
    ['stop', { service: null }, { name: 'stop', service: null }, 'alice (cli) asked to stop the exhibit: done'],
    ['restart', { service: 'audio' }, { name: 'restart', service: 'audio' }, 'alice (cli) asked to restart audio: done'],
    ['pause', { for: '30m' }, { name: 'pause', forMs: 1_800_000 }, 'alice (cli) asked to pause for 1800 s: done'],
    ['pause', {}, { name: 'pause', forMs: null }, 'alice (cli) asked to pause until resumed: done'],
    ['resume', {}, { name: 'resume' }, 'alice (cli) asked to resume: done'],
  ])('%s %o', async (name, args, command, line) => {
    expect(await ask(name, args, 'staff')).toEqual({ ok: true, result: {} });
    expect(port.asked).toEqual([{ command, by: 'alice (cli)' }]);
    expect(audit).toEqual([
      { time: expect.stringMatching(/Z$/), actor: 'alice (cli)', role: 'staff', command: name, outcome: 'done', line },
    ]);
  });

  it.each([
    ['overlay', {}, 'staff', 'overlay null', 'open the overlay'],
    ['overlay', { service: 'display' }, 'staff', 'overlay display', 'open the overlay on display'],
    ['identify', {}, 'staff', 'identify', 'identify the screens'],
    ['refresh', { service: 'display' }, 'staff', 'refresh display', 'load the page of display anew'],
    ['screenshot', {}, 'staff', 'screenshot null', 'take a picture of the screen'],
    ['screenshot', { service: 'display' }, 'staff', 'screenshot display', 'take a picture of the screen of display'],
    ['desktop', {}, 'admin', 'desktop for alice (cli)', 'leave the screens to the desktop'],
    ['volume', { percent: 40 }, 'staff', 'sound 40 undefined', 'set the volume to 40 %'],
    ['volume', { mute: true }, 'staff', 'sound undefined true', 'mute'],
    ['volume', { percent: 0, mute: false }, 'staff', 'sound 0 false', 'set the volume to 0 % and unmute'],
  ] as const)('%s %o', async (name, args, role, asked, words) => {
    expect(await ask(name, args, role)).toMatchObject({ ok: true });
    expect(port.beside).toEqual([asked]);
    expect(audit.map(({ line }) => line)).toEqual([`alice (cli) asked to ${words}: done`]);
  });

  it('screenshot answers with a sentence and the file', async () => {
    const file = 'screenshot-20261121-140211-482.jpg';
    expect(await ask('screenshot')).toEqual({ ok: true, result: { sentence: `The picture of the screen is kept as ${file}.`, file } });
    port.refusal = 'No screen is up yet.';
    expect(await ask('screenshot')).toMatchObject({ ok: false, problem: { kind: 'refused', detail: 'No screen is up yet.' } });
  });

  it('volume answers with the sound as it is then', async () => {
    const sound = { available: true, sink: 'Hall', volume_percent: 30, muted: false };
    expect(await ask('volume', { percent: 30 })).toEqual({ ok: true, result: sound });
  });

  it.each(['reboot', 'poweroff'])('%s is done when it was confirmed', async (name) => {
    const commands = registry();
    const request = { name, arguments: {}, caller: { actor: 'alice (cli)', role: 'admin' as const } };
    const first = await commands.run(request);
    expect(port.beside).toEqual([]);
    const confirmation = first.ok ? undefined : first.problem.confirmation?.token;
    expect(await commands.run({ ...request, confirmation })).toEqual({ ok: true, result: {} });
    expect(port.beside).toEqual([name]);
  });

  it('restart and reboot answer with how long it is likely to be away, where that is known', async () => {
    port.command = () => ({ ok: true, backInMs: 12_000 });
    port.power = async () => ({ ok: true, backInMs: 60_000 });
    expect(await ask('restart')).toEqual({ ok: true, result: { back_in_ms: 12_000 } });
    const commands = registry();
    const request = { name: 'reboot', arguments: {}, caller: { actor: 'alice (cli)', role: 'admin' as const } };
    const first = await commands.run(request);
    const confirmation = first.ok ? undefined : first.problem.confirmation?.token;
    expect(await commands.run({ ...request, confirmation })).toEqual({ ok: true, result: { back_in_ms: 60_000 } });
  });

  it('reload answers with what changed', async () => {
    port.reloaded = { ok: true, changed: ['audio'] };
    expect(await ask('reload')).toEqual({ ok: true, result: { changed: ['audio'] } });
  });

  it('reload of a bad file answers with each problem', async () => {
    port.reloaded = { ok: false, problems: ['exhibit.toml:3:1 nonsense'] };
    expect(await ask('reload')).toMatchObject({
      ok: false,
      problem: { kind: 'bad-exhibit-file', problems: ['exhibit.toml:3:1 nonsense'] },
    });
  });
});

describe('what is not done', () => {
  it.each<[string, string, unknown, Role, string, string]>([
    ['an unknown command', 'restrat', {}, 'admin', 'unknown-command', 'Did you mean "restart"?'],
    ['an unknown service', 'stop', { service: 'adio' }, 'admin', 'unknown-service', 'Did you mean "audio"?'],
    ['an argument that nobody knows', 'stop', { servce: 'audio' }, 'admin', 'bad-arguments', 'servce'],
    ['an argument of the wrong type', 'stop', { service: 5 }, 'admin', 'bad-arguments', 'service must be the name of a service'],
    ['no object at all', 'stop', 'audio', 'admin', 'bad-arguments', 'expected object'],
    ['a duration that is none', 'pause', { for: 'soon' }, 'admin', 'bad-arguments', 'for is "soon", must be a duration like 30s'],
    ['no time at all', 'pause', { for: '0s' }, 'admin', 'bad-arguments', 'for must be a duration'],
    ['a pause beyond all calendars', 'pause', { for: '999999999d' }, 'admin', 'bad-arguments', 'at most 31d'],
    ['too little a role', 'restart', {}, 'view', 'not-allowed', 'needs the role staff'],
    ['a volume that is no change', 'volume', {}, 'admin', 'bad-arguments', 'one of percent and mute is needed'],
    ['a volume beyond what helps', 'volume', { percent: 151 }, 'admin', 'bad-arguments', 'percent'],
    ['a page that nobody named', 'refresh', {}, 'admin', 'bad-arguments', 'service must be the name of a service'],
    ['a screen that is none', 'overlay', { service: 'dispaly' }, 'admin', 'unknown-service', 'Did you mean "display"?'],
    ['too little a role for the desktop', 'desktop', {}, 'staff', 'not-allowed', 'needs the role admin'],
    ['too little a role for the machine', 'poweroff', {}, 'staff', 'not-allowed', 'needs the role admin'],
    ['too little a role for the file', 'reload', {}, 'staff', 'not-allowed', 'needs the role admin'],
  ])('%s', async (_, name, args, role, kind, detail) => {
    const outcome = await ask(name, args, role);
    expect(outcome).toMatchObject({ ok: false, problem: { kind, detail: expect.stringContaining(detail) } });
    expect([...port.asked, ...port.beside]).toEqual([]);
    expect(audit.map((record) => record.outcome)).toEqual([kind]);
  });

  it.each(COMMANDS.map((command) => command.name))('%s while the supervisor ends', async (name) => {
    port.now = snapshot({ state: 'stopping' });
    const needed: Readonly<Record<string, object>> = { refresh: { service: 'display' }, volume: { percent: 10 } };
    expect(await ask(name, needed[name])).toMatchObject({ ok: false, problem: { kind: 'refused' } });
  });

  it('what the policy refuses, with its reason', async () => {
    port.refusal = 'Safe mode: resume first.';
    expect(await ask('start')).toEqual({ ok: false, problem: { kind: 'refused', detail: 'Safe mode: resume first.' } });
    expect(audit[0]?.line).toBe('alice (cli) asked to start the exhibit: refused (Safe mode: resume first.)');
  });

  it.each([
    ['overlay', {}],
    ['refresh', { service: 'display' }],
    ['desktop', {}],
    ['volume', { percent: 1 }],
  ])('%s that is not possible, with the reason', async (name, args) => {
    port.refusal = 'No screen is up yet.';
    expect(await ask(name, args)).toEqual({ ok: false, problem: { kind: 'refused', detail: 'No screen is up yet.' } });
  });

  it('one audit line, whatever the name says', async () => {
    await ask('stop\nroot asked to start: done');
    await ask('stop', { service: `audio\n${'x'.repeat(1_000)}` });
    expect(audit.map((record) => record.line.includes('\n') || record.line.length > 500)).toEqual([false, false]);
  });

  it('a bug is told to the audit and not swallowed', async () => {
    port.command = () => {
      throw new Error('broken');
    };
    await expect(ask('start')).rejects.toThrow('broken');
    expect(audit.map((record) => record.outcome)).toEqual(['bug']);
  });
});

describe('a confirmation', () => {
  let done = 0;
  const reboot = entry({
    name: 'reboot',
    summary: 'Reboot the machine',
    role: 'admin',
    confirmation: true,
    arguments: z.strictObject({ why: z.string().optional() }),
    refused: () => null,
    audit: () => 'reboot',
    run: () => {
      done += 1;
      return { ok: true, result: {} };
    },
  });

  async function token(of: ReturnType<typeof registry>): Promise<string> {
    const outcome = await of.run({ name: 'reboot', arguments: {}, caller: { actor: 'alice', role: 'admin' } });
    if (outcome.ok || outcome.problem.confirmation === undefined) throw new Error('no confirmation was asked for');
    expect(outcome.problem.confirmation.expiresInMs).toBe(30_000);
    return outcome.problem.confirmation.token;
  }

  beforeEach(() => {
    done = 0;
  });

  it('lets the same request of the same person through, once', async () => {
    const commands = registry([reboot]);
    const request = {
      name: 'reboot',
      arguments: {},
      caller: { actor: 'alice', role: 'admin' as const },
      confirmation: await token(commands),
    };
    expect(done).toBe(0);
    expect((await commands.run(request)).ok).toBe(true);
    expect((await commands.run(request)).ok).toBe(false);
    expect(done).toBe(1);
  });

  it.each([
    ['somebody else', { caller: { actor: 'bob', role: 'admin' as const } }, 0],
    ['other arguments', { arguments: { why: 'fun' } }, 0],
    ['more than 30 s later', {}, 30_000],
  ])('does not hold for %s', async (_, change, wait) => {
    const commands = registry([reboot]);
    const confirmation = await token(commands);
    clock += wait;
    const caller = { actor: 'alice', role: 'admin' as const };
    expect((await commands.run({ name: 'reboot', arguments: {}, caller, confirmation, ...change })).ok).toBe(false);
    expect(done).toBe(0);
  });
});
