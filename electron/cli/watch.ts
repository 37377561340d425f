/**
 * Shows something that changes for as long as somebody looks. On a terminal it is painted over itself, on a screen of its own
 * that leaves no trace, and nothing is cleared before the new is there; elsewhere each change is printed once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.ts';
import { CliError, EXIT } from './exit.ts';
import { follow, untilInterrupted } from './follow.ts';

/** On a terminal, ages and remaining times move on by themselves: painted anew after so long, in milliseconds. */
const TICK_MS = 1_000;
/** A supervisor that is away is looked for again after so long, in milliseconds. */
const AWAY_MS = 1_000;

/** `show` reads and renders. Resolves at Ctrl+C. While the supervisor is away it says so and waits for it. */
export function watch(reach: () => Promise<Client>, show: (client: Client) => Promise<string>): Promise<void> {
  return untilInterrupted(async (signal) => {
    const screen = process.stdout.isTTY ? liveScreen(process.stdout) : plainScreen(process.stdout);
    try {
      while (!signal.aborted) {
        try {
          const client = await reach();
          const look = async () => {
            screen.paint(await show(client));
            return false;
          };
          await follow(client, look, signal, process.stdout.isTTY ? TICK_MS : undefined);
        } catch (error) {
          if (!(error instanceof CliError) || error.exit !== EXIT.notRunning) throw error;
          screen.paint(`${error.message}\n\nWaiting for it. Ctrl+C ends this.`);
        }
        await pause(signal);
      }
    } finally {
      screen.close();
    }
  });
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(AWAY_MS, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

interface Screen {
  paint(text: string): void;
  close(): void;
}

function plainScreen(out: NodeJS.WriteStream): Screen {
  let shown = '';
  return {
    paint(text) {
      if (text !== shown) out.write(`${shown === '' ? '' : '\n'}${text}\n`);
      shown = text;
    },
    close: () => undefined,
  };
}

function liveScreen(out: NodeJS.WriteStream): Screen {
  // The terminal's second screen, without a cursor.
  out.write('\x1b[?1049h\x1b[?25l');
  return {
    paint(text) {
      // Each line clears its own rest and the last one what is below; terminals that can show all of it at once.
      // A terminal that does not know its size says 0.
      const lines = text.split('\n').slice(0, out.rows || undefined);
      out.write(`\x1b[?2026h\x1b[H${lines.map((line) => `${line}\x1b[K`).join('\r\n')}\x1b[J\x1b[?2026l`);
    },
    close: () => void out.write('\x1b[?25h\x1b[?1049l'),
  };
}
