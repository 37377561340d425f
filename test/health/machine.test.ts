import { describe, expect, it } from 'vitest';
import { healthDocumentSchema } from '../../electron/health/document.ts';
import { machineChecks } from '../../electron/health/machine-checks.ts';
import { MachineHealth } from '../../electron/health/machine-health.ts';
import type { MachineSample } from '../../electron/supervisor/ports.ts';
import { machineSample } from '../support/machine-sample.ts';
import { service, snapshot } from '../support/snapshot.ts';

const NOTHING = new Set<string>();
const warnings = (change: Partial<MachineSample>, warned: ReadonlySet<string> = NOTHING, restarts = 0) =>
  machineChecks(machineSample(change), restarts, warned).flatMap(({ name, status, message }) =>
    status === 'warning' ? [[name, message]] : [],
  );

describe('a check of the machine', () => {
  it.each<[Partial<MachineSample>, string, string]>([
    [{ memoryPercent: 90 }, 'memory', '90 % of the memory is in use'],
    [{ cpuPercent: 99.6 }, 'cpu', 'the processor was 100 % busy over the last minute'],
    [{ diskPercent: 95.2 }, 'disk', 'the disk is 95 % full'],
    [{ temperatureC: 85 }, 'temperature', 'the processor is at 85 °C'],
    [{ power: { underVoltage: true, slowed: true } }, 'power', 'the voltage is too low: take a stronger power supply or a shorter cable'],
    [{ power: { underVoltage: false, slowed: true } }, 'power', 'the processor is slowed down because it is too hot'],
    [{ clockKept: false }, 'clock', 'the clock is not kept right: no time server answers'],
  ])('warns: %o', (change, name, message) => {
    expect(warnings(change)).toEqual([[name, message]]);
  });

  it('does not warn just below its limit', () => {
    const power = { underVoltage: false, slowed: false };
    expect(warnings({ memoryPercent: 89.9, cpuPercent: 89.9, diskPercent: 94.9, temperatureC: 84.9, power }, NOTHING, 2)).toEqual([]);
  });

  it('that has warned is well again only a little lower', () => {
    const warned = new Set(['memory', 'disk']);
    expect(warnings({ memoryPercent: 87, diskPercent: 94 }, warned).map(([name]) => name)).toEqual(['memory', 'disk']);
    expect(warnings({ memoryPercent: 86.9, diskPercent: 93.9 }, warned)).toEqual([]);
  });

  it('is left out where the machine does not tell', () => {
    const silent = { cpuPercent: null, memoryPercent: null, diskPercent: null, temperatureC: null, power: null, clockKept: null };
    expect(machineChecks(machineSample(silent), 0, NOTHING).map(({ name }) => name)).toEqual(['restarts']);
  });
});

describe("the machine's document", () => {
  const begin = () => {
    const clock = { at: 0 };
    const told: string[] = [];
    const machine = new MachineHealth(() => clock.at);
    machine.subscribe(({ name, status }) => told.push(`${name} ${status}`));
    return { clock, told, machine };
  };
  const restarted = (restarts: number) => snapshot({ services: [service('core', { restarts }), service('audio')] });

  it('has the shape of every health document, and says since when each check is as it is', () => {
    const { machine } = begin();
    const at = Date.parse('2026-11-21T14:01:00Z');
    machine.sample(machineSample());
    const document = machine.sample(machineSample({ at, diskPercent: 97 }));
    expect(healthDocumentSchema.parse(document)).toEqual(document);
    expect(document).toMatchObject({ service_name: '_machine', overall_status: 'warning', uptime: 86_400 });
    const since = Object.fromEntries(document.checks.map(({ name, timestamp }) => [name, timestamp]));
    expect(since).toMatchObject({ disk: '2026-11-21T14:01:00.000Z', memory: '2026-11-21T14:00:00.000Z' });
  });

  it('tells of each check once when it warns and once when it is well again', () => {
    const { machine, told } = begin();
    for (const diskPercent of [50, 96, 97, 94.5, 96, 93]) machine.sample(machineSample({ diskPercent }));
    expect(told).toEqual(['disk warning', 'disk healthy']);
  });

  it('warns of three unplanned restarts, of all services together, within ten minutes', () => {
    const { machine, told, clock } = begin();
    // What the supervisor knows already when it is first looked at is not of now.
    machine.observe(restarted(7));
    machine.sample(machineSample());
    for (const restarts of [8, 9, 10]) {
      clock.at += 60_000;
      machine.observe(restarted(restarts));
    }
    expect(machine.sample(machineSample()).checks.find(({ name }) => name === 'restarts')).toMatchObject({
      status: 'warning',
      message: '3 unplanned restarts within 10 min',
    });
    clock.at += 600_000 - 120_000;
    machine.sample(machineSample());
    expect(told).toEqual(['restarts warning', 'restarts healthy']);
  });
});
