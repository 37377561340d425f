/** The words of alerts, in the exhibit's language: a title for a phone's lock screen, and a text of a few short lines. */
import { fill } from '../../documents/words/fill.ts';
import type { Alert } from '../../supervisor/policy/effect.ts';
import type { ServiceSnapshot } from '../../supervisor/snapshot.ts';
import type { MachineCheck } from './fact.ts';
import { changesOf } from './memory.ts';
import type { TellingSettings } from './settings.ts';
import type { Ending, Status, Trouble } from './state.ts';
import type { Turn } from './turn.ts';

export interface Text {
  readonly title: string;
  readonly text: string;
}

type Of<K extends Alert['kind']> = Extract<Alert, { kind: K }>;
type Failed = Of<'start-failed' | 'gave-up' | 'left-as-it-is' | 'incompatible-client' | 'storm' | 'will-not-die' | 'went-to-background'>;

/** Empty ones are left out. */
export function lines(...all: readonly (string | null)[]): string {
  return all.filter((line) => line !== null && line !== '').join('\n');
}

/** What alerts of the supervisor say. */
export function alertTexts(settings: TellingSettings) {
  const { speech, words } = settings;
  const says = words.alerts;
  const { titles } = says;
  const who = (service: string) => ({ who: speech.capitalName(service), name: speech.name(service) });
  const visitors = (service: string) => {
    const role = settings.services.find(({ name }) => name === service)?.role ?? 'other';
    return says.visitors[role];
  };
  return {
    restarting({ service, cause }: Of<'restarting'>, again: boolean): Text {
      const broke = fill(says.happened, { ...who(service), broke: speech.broke(cause) });
      return {
        title: fill(again ? titles.again : titles.restarting, who(service)),
        text: lines(broke, again ? says.again : null, visitors(service), says.restarts),
      };
    },
    failed(alert: Failed): Text {
      const { service } = alert;
      const reason = (text: string) => fill(says.reason, { ...who(service), reason: speech.remark(text) });
      const named = (title: string, ...text: readonly string[]) => ({ title: fill(title, who(service)), text: lines(...text) });
      switch (alert.kind) {
        case 'start-failed':
          return named(titles[alert.kind], reason(alert.reason), visitors(service), says.retried);
        case 'gave-up':
          return named(titles[alert.kind], reason(alert.reason), visitors(service), says.hopeless);
        case 'left-as-it-is':
          return named(titles[alert.kind], reason(alert.reason), visitors(service), says.left);
        case 'incompatible-client':
          return named(titles[alert.kind], reason(alert.detail), visitors(service), says.incompatible);
        case 'storm': {
          const many = fill(words.times.many, { count: alert.restarts });
          return named(
            titles.storm,
            fill(says.storm, { ...who(service), times: many, duration: speech.duration(alert.withinMs) }),
            visitors(service),
          );
        }
        case 'will-not-die':
          return named(titles[alert.kind], fill(says.willNotDie, who(service)), visitors(service));
        case 'went-to-background':
          return named(titles.background, fill(says.background, who(service)));
      }
    },
    rung(rung: 'restart-exhibit' | 'reboot', service: string): Text {
      return { title: fill(titles[rung], who(service)), text: lines(fill(says.didNotHelp, who(service)), says.rungs[rung]) };
    },
    skipped({ rung, reason }: Of<'rung-skipped'>): Text {
      return { title: titles.skipped[rung], text: fill(says.skipped[rung], { reason: speech.remark(reason) }) };
    },
    spent(service: string): Text {
      return { title: fill(titles.spent, who(service)), text: lines(fill(says.spent, who(service)), visitors(service)) };
    },
    safeMode(service: string): Text {
      return { title: titles.safeMode, text: lines(fill(says.safeMode, who(service)), says.safeModeNext) };
    },
    waits(alert: Of<'condition-lost' | 'waiting-long'>): Text {
      const { service } = alert;
      const values = { ...who(service), what: speech.condition(alert.condition), detail: speech.remark(alert.detail) };
      const text =
        alert.kind === 'condition-lost'
          ? fill(says.lost, values)
          : fill(says.waits, { ...values, duration: speech.duration(alert.waitedMs) });
      return { title: fill(titles.waits, values), text: lines(text, visitors(service)) };
    },
    waitOver({ service }: Of<'waiting-over'>): Text {
      return { title: fill(titles.goesOn, who(service)), text: '' };
    },
    trial(outcome: 'begun' | 'failed'): Text {
      return { title: titles.trial[outcome], text: '' };
    },
    paused({ by, forMs }: Of<'paused'>): Text {
      const text = forMs === null ? fill(says.paused, { by }) : fill(says.pausedFor, { by, duration: speech.duration(forMs) });
      return { title: titles.paused, text };
    },
    resumed({ by }: Of<'resumed'>): Text {
      return { title: titles.resumed, text: by === 'time' ? says.pauseOver : fill(says.resumedBy, { by }) };
    },
    lockout({ kind, tries }: Of<'pin-lockout' | 'sign-in-lockout'>): Text {
      return kind === 'pin-lockout'
        ? { title: titles.pins, text: fill(says.pins, { tries }) }
        : { title: titles.signIns, text: fill(says.signIns, { tries }) };
    },
  };
}

/** What is seen of a service that runs. */
export function healthText({ words, speech }: TellingSettings, { name }: ServiceSnapshot, status: 'warning' | 'error' | 'fatal'): Text {
  const who = { who: speech.capitalName(name) };
  return { title: fill(words.alerts.titles.health[status], who), text: words.alerts.health[status] };
}

/** Safe mode of which nobody knows any more why it began. */
export function safeModeFoundText({ words: { alerts } }: TellingSettings): Text {
  return { title: alerts.titles.safeMode, text: lines(alerts.safeModeFound, alerts.rungs['safe-mode'], alerts.safeModeNext) };
}

/** `check`: its name is that of a title, or stands in one. */
export function machineText({ words, speech }: TellingSettings, check: MachineCheck): Text {
  const { titles, machine } = words.alerts;
  const known = Object.entries(titles.machine).find(([name]) => name === check.name && name !== 'other')?.[1];
  const message = speech.remark(check.message).replace(/\.$/, '');
  return { title: known ?? fill(titles.machine.other, { check: check.name }), text: fill(machine, { message: capital(message) }) };
}

export function lifeTexts({ words: { alerts } }: TellingSettings) {
  const { titles } = alerts;
  const started = (how: keyof typeof titles.started): Text => ({ title: titles.started[how], text: alerts.started[how] });
  return { started, stopping: { title: titles.stopping, text: alerts.stopping } };
}

/** `It is not back after 30 s.` */
export function notBackLine({ fact, settings }: Turn, { kind, since }: Status): string | null {
  if (kind !== 'restarting' || since === null) return null;
  return fill(settings.words.alerts.notBack, { duration: settings.speech.duration(fact.at - since) });
}

/** `It has changed 7 times in 5 min.`; null: hardly. */
export function flapLine(turn: Turn, key: string): string | null {
  const { fact, settings } = turn;
  const changes = changesOf(turn, key);
  const [first] = changes;
  if (first === undefined || changes.length < 3) return null;
  const times = fill(settings.words.times.many, { count: changes.length });
  return fill(settings.words.alerts.flaps, { times, duration: settings.speech.duration(fact.at - first) });
}

export function clearText({ settings }: Turn, trouble: Trouble, { how, by }: Ending, wellSince: number): Text {
  const { words, speech } = settings;
  const says = words.alerts;
  const lasted = fill(says.lasted, { duration: speech.duration(Math.max(0, wellSince - trouble.since)) });
  const title = clearTitle(settings, trouble, how);
  if (how === 'helped') return { title, text: lines(lasted, says.helped) };
  if (how === 'trial') return { title, text: lines(lasted, says.trial) };
  if (how === 'safe-mode-ended' && by !== null) return { title, text: lines(lasted, fill(says.endedBy, { by })) };
  return { title, text: lasted };
}

function clearTitle({ words, speech }: TellingSettings, { key, service }: Trouble, how: Ending['how']): string {
  const { titles } = words.alerts;
  if (how === 'trial' || how === 'safe-mode-ended') return titles.safeModeOver;
  if (service === null) return key.startsWith('machine ') ? titles.machineWell : titles.safeModeOver;
  const who = { who: speech.capitalName(service) };
  if (how === 'stopped') return fill(titles.byHand, who);
  if (how === 'removed') return fill(titles.removed, who);
  return fill(key.startsWith('run ') ? titles.back : key.startsWith('wait ') ? titles.goesOn : titles.well, who);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
