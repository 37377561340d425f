/** The log's worker thread: reads what services write and writes it to files and journal. `log.ts` has the theory. */
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { OWN_LOG, START_MARK } from './line.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import { makePairs, type PipePair } from './pipe.ts';
import { wantsColours } from './shown.ts';
import { Channel } from './writing/channel.ts';
import { addDrops, type Drops, NO_DROPS } from './writing/drops.ts';
import { Echo } from './writing/echo.ts';
import { type LogSettings, RotatingFile } from './writing/file.ts';
import { Intake } from './writing/intake.ts';
import { Journal } from './writing/journal.ts';
import { Terminal } from './writing/terminal.ts';
import { Writer } from './writing/writer.ts';

/** Of the supervisor's own log, and of a service until its settings are known. */
const SETTINGS: LogSettings = { sizeBytes: 10e6, keep: 5 };
/** Drops are reported to the main thread at most this often, in milliseconds. */
const REPORT_EVERY = 100;

interface Log {
  readonly channel: Channel;
  readonly file: RotatingFile;
  readonly intakes: Intake[];
}

if (!parentPort) throw new Error('electron/log/worker.ts runs as a worker thread only');
const main = parentPort;
main.once('message', (message: ToWorker) => {
  if (message.type === 'begin') begin(message.settings, message.pipes, main);
});

function begin(settings: WorkerSettings, pipes: readonly string[], port: MessagePort): void {
  const logs = new Map<string, Log>();
  const unreported = new Map<string, Drops>();
  const journal = settings.journal ? Journal.find(settings.exhibit) : null;
  const terminal = journal === null || isatty(2) ? new Terminal() : null;
  const echo = settings.echo ? new Echo(wantsColours(process.env)) : null;
  const writer = new Writer(({ name }, lines) => {
    journal?.lines(name, lines);
    echo?.lines(name, lines);
  });
  const tell = (message: FromWorker) => port.postMessage(message);

  function logOf(name: string): Log {
    const known = logs.get(name);
    if (known) return known;
    const file = new RotatingFile(join(settings.folder, `${name}.log`), SETTINGS);
    const channel = new Channel(name, file, {
      wake: (channel) => writer.wake(channel),
      dropped: ({ name }, drops) => report(name, drops),
      troubled: ({ name }, reason) => journal?.note(name, `output is dropped: ${reason}`, 'warning'),
    });
    const log = { channel, file, intakes: [] };
    logs.set(name, log);
    return log;
  }

  function report(name: string, drops: Drops): void {
    if (unreported.size === 0) setTimeout(sendReport, REPORT_EVERY);
    unreported.set(name, addDrops(unreported.get(name) ?? NO_DROPS, drops));
  }

  function sendReport(): void {
    for (const [service, drops] of unreported) tell({ type: 'dropped', service, drops });
    unreported.clear();
  }

  function note({ service, text, level, alert }: Extract<ToWorker, { type: 'note' }>): void {
    const { channel, intakes } = logOf(service ?? OWN_LOG);
    // Before the mark of a start nothing is drained: what lies in the pipe by now may be the start's own first words.
    if (text !== START_MARK) for (const intake of intakes) intake.drain();
    channel.note(text, Date.now());
    journal?.note(channel.name, text, level, alert);
    if (service !== null) echo?.note(service, text, level);
    else if (level !== 'info' && !echo?.hasSaid(text)) terminal?.say(text);
  }

  async function close(): Promise<void> {
    // Makes room first, so that every pipe is read to its end.
    await writer.idle();
    for (const { channel, intakes } of logs.values()) {
      for (const intake of intakes) intake.drain();
      channel.endLines(Date.now());
    }
    await writer.idle();
    await echo?.idle();
    writer.close();
    sendReport();
    for (const { channel, file, intakes } of logs.values()) {
      for (const intake of intakes) intake.close();
      channel.close();
      await file.close();
    }
    journal?.close();
    port.close();
  }

  port.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'open': {
        const { channel, file, intakes } = logOf(message.service);
        file.settings = message.settings;
        intakes.push(
          new Intake(message.stdout, channel, channel.source('out')),
          new Intake(message.stderr, channel, channel.source('err')),
        );
        return;
      }
      case 'settings':
        logOf(message.service).file.settings = message.settings;
        return;
      case 'note':
        return note(message);
      case 'close':
        void close();
    }
  });
  tell({ type: 'ready', pairs: made(pipes) });
}

function made(paths: readonly string[]): readonly PipePair[] {
  if (paths.length === 0) return [];
  try {
    return makePairs(paths);
  } catch {
    return []; // What goes wrong here goes wrong again, and is told, when a pair is needed.
  }
}
