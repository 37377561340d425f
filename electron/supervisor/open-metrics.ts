/**
 * Opens the page for Prometheus. Counting begins with the supervisor, the door opens when the services have started; where `metrics.listen`
 * is empty nobody can look. Whatever goes wrong with it is told, and supervision goes on.
 */
import type { Exhibit } from '../config/index.ts';
import type { Health } from '../health/health.ts';
import type { LogPort } from '../log/log.ts';
import { createDoor } from '../metrics/door.ts';
import { createMetrics, type Metrics, type Sources } from '../metrics/metrics.ts';
import { Crowd } from '../platform/http/crowd.ts';
import { createListener, type Listener } from '../platform/http/listener.ts';
import type { EventStream } from './event-stream.ts';
import type { OpenRecorder } from './open-recorder.ts';
import { nextDeadline } from './policy/index.ts';
import type { Snapshot } from './snapshot.ts';
import { VERSION } from './version.ts';

export interface MetricsSurroundings extends Pick<Sources, 'machine' | 'usage' | 'receivers'> {
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  readonly snapshot: () => Snapshot;
  readonly health: Pick<Health, 'current'>;
  readonly stream: Pick<EventStream, 'subscribe' | 'onAlert'>;
  readonly recorder: Pick<OpenRecorder, 'openIncident'>;
  readonly log: Pick<LogPort, 'note'>;
}

export interface OpenMetrics extends Pick<Metrics, 'after' | 'report'> {
  /** Opens the door, and takes over what a file that was read again says. */
  adopt(): void;
  close(): Promise<void>;
}

export function openMetrics({ exhibit, snapshot, health, stream, recorder, log, ...sources }: MetricsSurroundings): OpenMetrics {
  const metrics = createMetrics({
    exhibit: exhibit().name,
    version: VERSION,
    sources: {
      ...sources,
      snapshot,
      health() {
        const { overall_status: worst, machine } = health.current(snapshot());
        return { worst, machine: machine?.checks ?? [] };
      },
    },
    deadline: nextDeadline,
    openIncident: recorder.openIncident,
    refused: (service, text) => log.note(service, text, 'warning'),
    log: (text) => log.note(null, text, 'error'),
  });
  const letGo = [
    stream.onAlert(metrics.alert),
    stream.subscribe(({ type, data: { name, instance } }) => {
      if (type === 'service' && typeof name === 'string') metrics.changed(name, typeof instance === 'string' ? instance : null);
    }),
  ];

  const hear = createDoor({ page: metrics.page, names: () => exhibit().metrics.listen.map(({ host }) => host) });
  const crowd = new Crowd();
  const listeners = new Map<string, Listener>();
  return {
    after: metrics.after,
    report: metrics.report,
    adopt() {
      const wanted = new Map(exhibit().metrics.listen.map((address) => [JSON.stringify(address), address]));
      for (const [key, listener] of listeners) {
        if (wanted.has(key)) continue;
        listeners.delete(key);
        void listener.close('when answered');
      }
      for (const [key, address] of wanted) {
        if (listeners.has(key)) continue;
        const own = (level: 'info' | 'warning', text: string) => log.note(null, text, level);
        listeners.set(key, createListener({ ...address, tls: null, who: 'the page of metrics', hear, broken: null, crowd, log: own }));
      }
    },
    async close() {
      for (const leave of letGo) leave();
      await Promise.all([...listeners.values()].map((listener) => listener.close('now')));
      listeners.clear();
    },
  };
}
