import { expect, it } from 'vitest';
import { reportText } from '../../electron/cli/health/report.ts';
import type { HealthReport } from '../../electron/health/document.ts';
import { MachineHealth } from '../../electron/health/machine-health.ts';
import { healthDocument, NOTHING_SAID } from '../../electron/health/merge.ts';
import { machineSample } from '../support/machine-sample.ts';
import { NOW, service } from '../support/snapshot.ts';

it('what warns of the machine stands behind the sentence of the services', () => {
  const machine = new MachineHealth(() => 0).sample(machineSample({ diskPercent: 96, memoryPercent: 91 }));
  const report: HealthReport = {
    exhibit: 'lantern',
    overall_status: 'warning',
    last_updated: new Date(NOW).toISOString(),
    services: [healthDocument(service('core'), NOTHING_SAID, NOW)],
    machine,
  };
  const sentence = { text: 'Everything is running.', tone: 'healthy' } as const;
  expect(reportText(report, { sentence }).split('\n')).toEqual([
    'WARNING: Everything is running. But 91 % of the memory is in use, and the disk is 96 % full.',
    'core     healthy',
    'machine  warning',
    '         memory: 91 % of the memory is in use',
    '         disk: the disk is 96 % full',
  ]);
  expect(reportText({ ...report, overall_status: 'healthy', machine: null }, { sentence })).toBe(
    'OK: Everything is running.\ncore  healthy',
  );
});
