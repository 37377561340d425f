/**
 * Opens the dashboard and the API over the network, when the services have started: its code takes as long to load as the API's, and is not
 * loaded at all where `dashboard.listen` is empty. Whatever goes wrong with it is told, and supervision goes on.
 */
import { join } from 'node:path';
import type { Behind, Network } from '../api/door.ts';
import type { Web } from '../api/web/web.ts';
import type { Exhibit } from '../config/index.ts';
import { stackOf } from '../platform/errors.ts';

/** Beside the bundle; in a checkout where the bundle is made. */
const PAGES = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '../../dist/dashboard' : 'dashboard');

export interface WebSurroundings {
  readonly behind: Behind;
  readonly network: Network;
  /** As it runs now. */
  readonly exhibit: () => Exhibit;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
}

export interface OpenWeb {
  /** The exhibit file was read again. */
  adopt(): void;
  close(): Promise<void>;
}

export function openWeb({ behind, network, exhibit, log }: WebSurroundings): OpenWeb {
  let opened: Promise<Web | null> | null = null;

  async function open(): Promise<Web> {
    const { createWeb } = await import('../api/web/web.ts');
    return createWeb({
      ...behind,
      network,
      pages: PAGES,
      log,
      settings: () => exhibit().dashboard,
      shown() {
        const { title, locale } = exhibit();
        return { title, locale, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
      },
    });
  }

  function adopt(): void {
    if (opened === null && exhibit().dashboard.listen.length === 0) return;
    opened ??= open().catch((error: unknown) => {
      log('error', `the dashboard cannot be opened: ${stackOf(error)}`);
      return null;
    });
    // One that was open before takes over what has changed.
    void opened.then((web) => web?.adopt());
  }

  adopt();
  return {
    adopt,
    async close() {
      await (await opened)?.close();
    },
  };
}
