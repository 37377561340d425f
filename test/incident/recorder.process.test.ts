import { describe, expect, it } from 'vitest';
import type { Archive, Sources } from '../../electron/incident/port.ts';
import { type Incident, incidentSchema } from '../../electron/incident/record.ts';
import { createRecorder, type Recorder } from '../../electron/incident/recorder.ts';
import type { EventBody } from '../../electron/supervisor/policy/event.ts';
import { Exhibit, servicePlan } from '../support/exhibit.ts';
import { until } from '../support/until.ts';

/** An exhibit whose recorder has every source, in real time. */
class Watched extends Exhibit {
  readonly rows: Parameters<Archive['saveIncident']>[0][] = [];
  readonly notes: string[] = [];
  /** What was asked for, in order. */
  readonly asked: string[] = [];
  readonly recorder: Recorder;

  constructor(sources: Partial<Sources> = {}) {
    super([
      servicePlan('core', {
        stop: { graceMs: 5_000, onFreeze: true },
        escalate: 'service',
        storm: { restarts: 1_000, withinMs: 60_000 },
      }),
    ]);
    this.recorder = createRecorder({
      archive: { found: Promise.resolve({ earlier: null, open: [] }), saveIncident: (row) => this.rows.push(row) },
      sources: {
        members: (service, instance) => {
          this.asked.push(`members of ${service} ${instance}`);
          return [process.pid];
        },
        usage: async () => [{ at: Date.now() - 20_000, memoryBytes: 1e6, cpuPercent: 2, processes: 1, openFiles: 9 }],
        logTail: async () => [
          { time: new Date(Date.now() - 60_000), stream: 'out', text: 'the last words' },
          { time: new Date(Date.now() + 60_000), stream: 'out', text: 'words of the next one' },
        ],
        picture: async () => ({ image: new Uint8Array([1, 2, 3]) }),
        role: () => 'core',
        directory: () => '/nowhere',
        ...sources,
      },
      note: (text) => this.notes.push(text),
      clock: { monotonicMs: () => this.at, wallMs: () => Date.now() },
      boot: 'this boot',
    });
    this.takeEffects();
  }

  override happens(event: EventBody): this {
    const before = this.state;
    super.happens(event);
    for (const effect of this.takeEffects()) this.recorder.witness(effect, this.state);
    this.recorder.after({ ...event, at: this.at }, before, this.state);
    return this;
  }

  get newest(): Incident {
    return incidentSchema.parse(JSON.parse(this.rows.at(-1)?.document ?? 'null'));
  }
}

describe('the recorder', () => {
  it('writes an incident at once, its evidence soon after, and its end', async () => {
    const exhibit = new Watched().up('core').passes(6_000);
    expect(exhibit.asked).toEqual(['members of core 1']);
    expect(exhibit.rows).toHaveLength(1);
    expect(exhibit.rows[0]).toMatchObject({ service: 'core', endedAt: null });
    exhibit.of('core', { type: 'gone' }).of('core', { type: 'spawned', pid: 8 });
    await until('the evidence', () => exhibit.rows.length > 1 && exhibit.newest.evidence.usage.length === 1);
    const { tails, processes } = exhibit.newest.evidence;
    expect(tails).toMatchObject([{ lines: [{ text: 'the last words', stream: 'out' }] }]);
    expect(processes).toMatchObject([{ pid: process.pid, state: 'R (running)' }]);
    expect(exhibit.rows.some(({ picture }) => picture?.length === 3)).toBe(true);
    exhibit.of('core', { type: 'ready' });
    await exhibit.recorder.close();
    expect(exhibit.newest).toMatchObject({ outcome: 'recovered', failures: 1 });
    expect(exhibit.notes).toEqual([]);
  });

  it('an exit leaves nothing to look at before, and no picture is a sentence', async () => {
    const exhibit = new Watched({ picture: async () => ({ none: 'there is no Wayland screen' }) }).up('core').exits('core');
    await until('why', () => exhibit.newest.evidence.noPicture === 'there is no Wayland screen');
    await exhibit.recorder.close();
    expect(exhibit.asked).toEqual([]);
    expect(exhibit.newest).toMatchObject({ outcome: 'shut-down', endedAt: expect.any(Number) });
    expect(exhibit.newest.evidence.tails).toHaveLength(1);
  });

  it('is written less and less often while a trouble lasts', async () => {
    const exhibit = new Watched().up('core').exits('core');
    for (let count = 0; count < 200; count++) exhibit.exits('core').passes(31_000);
    await until('the evidence', () => exhibit.rows.length > 1);
    expect(exhibit.rows.length).toBeLessThan(5);
    await exhibit.recorder.close();
    expect(exhibit.newest.failures).toBe(201);
  });

  it('a source that breaks, and a bug, cost evidence and nothing else', async () => {
    const broken = () => {
      throw new Error('broken');
    };
    const exhibit = new Watched({ members: broken, logTail: async () => broken(), picture: async () => broken() });
    exhibit.up('core').passes(6_000).of('core', { type: 'gone' }).up('core');
    await exhibit.recorder.close();
    expect(exhibit.newest).toMatchObject({ outcome: 'recovered' });
    // Processes are looked for before the stack and before the kill.
    expect(exhibit.notes).toHaveLength(4);
  });
});
