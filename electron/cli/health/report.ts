/** How a running exhibit is, for people and monitoring: one line that says it, details below. Pure. */
import type { Overview } from '../../documents/overview.ts';
import type { HealthDocument, HealthReport } from '../../health/document.ts';

/** What monitoring systems understand (contract 6). */
export const PLUGIN = {
  healthy: { exit: 0, word: 'OK' },
  warning: { exit: 1, word: 'WARNING' },
  error: { exit: 2, word: 'CRITICAL' },
  fatal: { exit: 2, word: 'CRITICAL' },
  unknown: { exit: 3, word: 'UNKNOWN' },
} as const;

export function reportText(report: HealthReport, { sentence }: Pick<Overview, 'sentence'>): string {
  const rows: readonly (readonly [name: string, document: HealthDocument])[] = [
    ...report.services.map((document) => [document.service_name, document] as const),
    ...(report.machine === null ? [] : [['machine', report.machine] as const]),
  ];
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  const lines = rows.flatMap(([name, { overall_status, checks }]) => [
    `${name.padEnd(width)}  ${overall_status}`,
    ...checks.filter(isTroubled).map((check) => `${' '.repeat(width)}  ${check.name}: ${check.message}`),
  ]);
  return [`${PLUGIN[report.overall_status].word}: ${sentence.text}${ofMachine(report)}`, ...lines].join('\n');
}

/** The sentence is the services'; what warns of the machine stands behind it. */
function ofMachine({ machine }: HealthReport): string {
  const warnings = (machine?.checks ?? []).filter(isTroubled);
  return warnings.length === 0 ? '' : ` But ${warnings.map(({ message }) => message).join(', and ')}.`;
}

const isTroubled = ({ status }: { readonly status: string }) => status !== 'healthy';
