import type { ServiceReport } from './ports.ts';

/** What of a service's own words belongs into its log; null: nothing. Beats' messages and metrics would fill it. */
export function reportNote(report: ServiceReport): { readonly text: string; readonly level: 'info' | 'warning' | 'error' } | null {
  switch (report.type) {
    case 'error':
      return { text: `it reports: ${report.message}${report.traceback === null ? '' : `\n${report.traceback}`}`, level: 'error' };
    case 'page':
      return { text: `page ${report.state}${report.message === null ? '' : `: ${report.message}`}`, level: 'info' };
    case 'note':
      return { text: report.text, level: 'warning' };
    case 'stopping':
    case 'reloading':
      return { text: `it says that it is ${report.type}`, level: 'info' };
    default:
      return null;
  }
}
