/**
 * Opens what tells people: facts of the supervisor go to the policy of telling, what it decides into the outbox, and from there each
 * receiver gets its own.
 *
 *     stream, snapshots, machine --> telling (policy) --drafts--> messages --> outbox --> delivery --> receivers
 *
 * Nothing here holds up supervision, throws or rejects for what disks and networks do.
 */
import { createDelivery, type Outcome } from '../alert/delivery.ts';
import { openOutbox } from '../alert/outbox/outbox.ts';
import type { Recorded } from '../alert/policy/index.ts';
import type { Exhibit } from '../config/index.ts';
import type { Alerts, AlertTest } from '../documents/alerts.ts';
import { fill } from '../documents/words/fill.ts';
import { wordsFor } from '../documents/words/words.ts';
import type { Health } from '../health/health.ts';
import type { Past } from '../history/history.ts';
import { bootId } from '../platform/clock.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import { alertPicture } from './alert-picture.ts';
import { testReceivers } from './alert-test.ts';
import { alertsDocument } from './alerts-document.ts';
import type { EventStream } from './event-stream.ts';
import { createHandOver } from './hand-over.ts';
import { ladderRebooted } from './ladder-rebooted.ts';
import { watchMachine } from './machine-facts.ts';
import { createMasks } from './masks.ts';
import { createNetworkBack } from './network-back.ts';
import { openReceivers, type ReceiversSurroundings } from './open-receivers.ts';
import type { OpenRecorder } from './open-recorder.ts';
import { openSigns } from './open-signs.ts';
import type { Alert } from './policy/effect.ts';
import type { Snapshot } from './snapshot.ts';
import { createTelling } from './telling.ts';
import { tellingSettings } from './telling-settings.ts';

/** What is left in the outbox is written within so many milliseconds at the end. */
const LAST_WRITES_MS = 1_000;

export interface AlertsSurroundings extends ReceiversSurroundings {
  readonly paths: ExhibitPaths;
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  readonly snapshot: () => Snapshot;
  readonly stream: Pick<EventStream, 'subscribe' | 'onAlert'>;
  readonly recorder: Pick<OpenRecorder, 'openIncident'> & { readonly history: Pick<Past, 'recent' | 'picture'> };
  readonly onMachineCheck: Health['onMachineCheck'];
  /** Whether supervision is alive (`vitals.ts`): else nobody far away is told so. */
  readonly healthy: () => boolean;
  /** When the outbox may be opened: services start first. */
  readonly after: Promise<void>;
}

/** Messages to one receiver since the start. */
export type AlertCounts = Readonly<Record<Outcome, number>> & { readonly name: string; readonly kind: string; readonly waiting: number };

export interface OpenAlerts {
  /** Who is told, what waits and what was sent. Never rejects. */
  status(): Promise<Alerts>;
  /** A message to each receiver, or to this one, and what came of it; null: there is no such receiver. Never rejects. */
  test(receiver: string | null): Promise<AlertTest | null>;
  /** For metrics. */
  counts(): readonly AlertCounts[];
  /** The exhibit file was read again. */
  adopt(): void;
  /** The machine has slept: whoever could not be told is tried now. */
  wake(): void;
  /** A stop in order begins. */
  stopping(): void;
  /** Takes 3 s at most. */
  close(): Promise<void>;
}

export function openAlerts(surroundings: AlertsSurroundings): OpenAlerts {
  const { paths, exhibit, snapshot, stream, recorder, log } = surroundings;
  const own = (level: 'info' | 'warning' | 'error', text: string) => log.note(null, text, level);
  const masks = createMasks({ config: paths.config, site: paths.site, file: () => exhibit().file, environment: process.env });
  const picture = alertPicture(recorder.history);
  const counted = new Map<string, Record<Outcome, number>>();
  let receivers = openReceivers(exhibit(), surroundings);
  const signs = openSigns({ ...surroundings, log: own });
  const wake = () => {
    delivery.wake();
    signs.wake();
  };
  const network = createNetworkBack(wake);
  /** Nobody has to be told that the machine is silent: it is stopped in order, and not for a reboot of the ladder, which may fail. */
  let silenceIsPlanned = false;
  let ladderReboots = false;

  const outbox = openOutbox({ file: paths.outbox, log: own, after: surroundings.after });
  const delivery = createDelivery({
    outbox,
    receivers,
    picture,
    mask: masks.known,
    lost(count) {
      const { lostMany, lostOne } = wordsFor(exhibit().locale).alerts;
      return count === 1 ? lostOne : fill(lostMany, { count });
    },
    log: own,
    counted({ name }, outcome, messages) {
      network.trouble(name, outcome === 'later');
      const sum = counted.get(name) ?? { delivered: 0, later: 0, dropped: 0 };
      counted.set(name, { ...sum, [outcome]: sum[outcome] + messages });
    },
  });

  const telling = createTelling({
    path: paths.alerts,
    boot: bootId(),
    settings: () => tellingSettings(exhibit()),
    ladderRebooted: (boot) => ladderRebooted(paths.reboots, boot),
    handOver: createHandOver({ outbox, logs: paths.log, masks, link: () => exhibit().dashboard.address }),
    record: ({ service, title, why }: Recorded) => log.note(service, `nobody is told (${why}): ${title}`, 'info'),
    log: own,
  });

  outbox.onUnheard((receiver, thread) => telling.take({ type: 'unheard', receiver, thread }));

  // What comes together is told together, when the turn of the loop is over: only then there is an incident of it, and a picture of all.
  const heard: Alert[] = [];
  let isDue = false;
  const turnIsOver = () => {
    isDue = false;
    for (const alert of heard.splice(0)) {
      if (alert.kind === 'rung-taken' && alert.rung === 'reboot') ladderReboots = true;
      const incident = 'service' in alert ? recorder.openIncident(alert.service) : null;
      telling.take({ type: 'alert', alert, incident });
    }
    telling.take({ type: 'snapshot', snapshot: snapshot() });
  };
  const afterTurn = () => {
    if (!isDue) queueMicrotask(turnIsOver);
    isDue = true;
  };
  const letGo = [
    stream.onAlert((alert) => {
      heard.push(alert);
      afterTurn();
    }),
    stream.subscribe(({ type }) => {
      if (type === 'service' || type === 'exhibit') afterTurn();
    }),
    watchMachine(surroundings.onMachineCheck, (checks) => telling.take({ type: 'machine', checks })),
  ];

  return {
    status: () => alertsDocument({ receivers: exhibit().alerts.to, outbox, carried: delivery.status }),
    async test(name) {
      const asked = name === null ? receivers : receivers.filter((receiver) => receiver.name === name);
      if (name !== null && asked.length === 0) return null;
      await masks.newest();
      return testReceivers({ exhibit: exhibit(), receivers: asked, picture, mask: masks.known });
    },
    counts() {
      const waiting = outbox.waiting();
      return receivers.map(({ name, kind }) => ({
        name,
        kind,
        waiting: waiting.filter((row) => row.receiver === name).length,
        ...(counted.get(name) ?? { delivered: 0, later: 0, dropped: 0 }),
      }));
    },
    adopt() {
      for (const { name } of receivers) network.trouble(name, false);
      receivers = openReceivers(exhibit(), surroundings);
      delivery.adopt(receivers);
      signs.adopt();
    },
    wake,
    stopping() {
      silenceIsPlanned = !ladderReboots;
      telling.take({ type: 'stopping' });
    },
    async close() {
      for (const leave of letGo) leave();
      const silent = signs.close(silenceIsPlanned);
      await telling.close();
      await delivery.close();
      await silent;
      network.close();
      await outbox.close(LAST_WRITES_MS);
    },
  };
}
