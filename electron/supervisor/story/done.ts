/** What was done about it, as sentences made from the moments of the incident. Pure. */
import type { Incident, Moment } from '../../incident/record.ts';
import { capital, duration, list, times } from '../words.ts';

type Of<What extends Moment['what']> = Moment & { readonly what: What };

const RUNGS: Readonly<Record<string, string>> = {
  'restart-exhibit': 'the whole exhibit was restarted',
  reboot: 'the machine was rebooted',
  'safe-mode': 'the exhibit went into safe mode',
};

export function whatWasDone(incident: Incident): string[] {
  const sentences = [
    ...firstHand(incident),
    ...starts(incident),
    ...giving(incident),
    ...ladder(incident),
    ...along(incident),
    ...people(incident),
    ...successors(incident),
  ];
  return sentences.length > 0 ? sentences : ['Nothing yet.'];
}

function all<What extends Moment['what']>({ moments }: Incident, ...what: readonly What[]): Of<What>[] {
  return moments.filter((moment): moment is Of<What> => what.some((one) => one === moment.what));
}

/** What was done to the process that failed first. */
function firstHand(incident: Incident): string[] {
  const [first, second] = all(incident, 'asked-to-end', 'asked-for-stack', 'killed');
  if (first === undefined) return [];
  const later = second?.what === 'killed' ? `, and killed ${duration(second.at - first.at)} later` : '';
  if (first.what === 'killed') return ['It was killed at once.'];
  return [first.what === 'asked-for-stack' ? `It was asked for its stack (on_freeze)${later}.` : `It was asked to end${later}.`];
}

function starts(incident: Incident): string[] {
  const { cause, failures, detectedAt, outcome } = incident;
  const started = all(incident, 'started');
  const [first] = started;
  if (cause.kind === 'page') return ['Its shell loaded the page again.'];
  if (cause.kind === 'supervisor') return ['When the supervisor ran again, it ended what was left and started everything anew.'];
  if (cause.kind === 'condition') {
    if (first === undefined) return [`It starts again as soon as ${cause.condition} is back.`];
    return [`It was started again ${duration(first.at - detectedAt)} later, when ${cause.condition} was back.`];
  }
  if (first === undefined) return [];
  if (failures <= 1) {
    const due = all(incident, 'restart-due')[0]?.at ?? detectedAt;
    const wait = first.at - due;
    return [wait < 1_000 ? 'It was started again at once.' : `It was started again after ${duration(wait)}.`];
  }
  const last = outcome === 'recovered' ? '; then it held' : '';
  return [`It failed ${times(failures)} and was started again ${times(failures - (outcome === 'recovered' ? 0 : 1))}${last}.`];
}

function giving(incident: Incident): string[] {
  const given = all(incident, 'given-up').at(-1);
  const [background] = all(incident, 'background');
  const [hanging] = all(incident, 'will-not-die');
  return [
    ...(given === undefined ? [] : [given.retried ? 'It was tried again every minute.' : 'It is started again by a person only.']),
    ...(background === undefined ? [] : ['It had gone to the background, where nothing can be seen of it: run it in the foreground.']),
    ...(hanging === undefined ? [] : ['It did not end even when it was killed: it hung in the kernel, and no second copy was started.']),
  ];
}

function ladder(incident: Incident): string[] {
  const climbed = all(incident, 'storm', 'rung', 'rung-helped', 'ladder-spent', 'trial', 'safe-mode-ended');
  return climbed.map((moment, place) => ladderWords(moment, climbed.slice(0, place), climbed.slice(place + 1)));
}

type OfLadder = Of<'storm' | 'rung' | 'rung-helped' | 'ladder-spent' | 'trial' | 'safe-mode-ended'>;

function ladderWords(moment: OfLadder, before: readonly OfLadder[], later: readonly OfLadder[]): string {
  switch (moment.what) {
    case 'storm':
      return `After ${moment.restarts} restarts within ${duration(moment.withinMs)} it was given up for a while.`;
    case 'rung':
      return moment.act === 'taken' ? rungWords(moment, before, later) : `${capital(moment.rung)} was left out: ${bare(moment.reason)}.`;
    case 'rung-helped':
      return 'That helped.';
    case 'ladder-spent':
      return 'Nothing else was left to try; it was restarted again and again.';
    case 'trial':
      return moment.outcome === 'begun' ? 'A trial start out of safe mode was made.' : `The trial ${moment.outcome}.`;
    case 'safe-mode-ended':
      return `${moment.by} ended safe mode.`;
  }
}

/** A rung that is taken after another one tells that this one did not help; a reboot may still have been refused. */
function rungWords({ rung }: Of<'rung'>, before: readonly OfLadder[], later: readonly OfLadder[]): string {
  const earlier = before.findLast(({ what }) => what === 'rung' || what === 'rung-helped');
  const when = earlier?.what === 'rung' && earlier.act === 'taken' ? 'When that did not help' : 'When restarts did not help';
  const refused = rung === 'reboot' && later.some((one) => one.what === 'rung' && one.rung === rung && one.act === 'skipped');
  return `${when}, ${refused ? 'the machine was to be rebooted' : (RUNGS[rung] ?? rung)}.`;
}

function bare(reason: string | null): string {
  return (reason ?? '').replace(/\.$/, '');
}

function along({ others }: Incident): string[] {
  if (others.length === 0) return [];
  return [`${list(others)} ${others.length === 1 ? 'was' : 'were'} restarted along with it.`];
}

const ACTS: Readonly<Record<string, string>> = {
  start: 'started it',
  stop: 'stopped it',
  restart: 'restarted it',
  paused: 'paused the exhibit',
};

function people(incident: Incident): string[] {
  return all(incident, 'person').map(({ command, by }) => {
    if (command === 'resumed') return by === 'time' ? 'The pause ended.' : `${by} ended the pause.`;
    return `${by} ${ACTS[command] ?? command}.`;
  });
}

function successors(incident: Incident): string[] {
  return all(incident, 'supervisor').map(({ rebooted }) =>
    rebooted ? 'The supervisor went on with it after the machine had started again.' : 'Another supervisor went on with it.',
  );
}
