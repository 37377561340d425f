/**
 * Is there a default sink that is not the sound server's dummy? Asked of the user's own server over its socket, which stays
 * connected: the server tells of every change within milliseconds, and nothing wakes up meanwhile. (Chosen over `pactl subscribe` and
 * `pw-dump --monitor`: no program that may be missing, hang or be left behind.)
 *
 * Tried with PipeWire 0.3.65 and PulseAudio 16.1. The server may come later, go, and come again: inotify tells of its socket. One that hangs later on is not seen.
 */
import { join } from 'node:path';
import { watchPath } from '../platform/path-watch.ts';
import { Link } from './link.ts';
import { type SoundServer, talkPulse } from './pulse.ts';
import type { OnVerdict, Verdict, Watch } from './watch.ts';

/** What the server offers when there is nothing to play to. */
const DUMMY = 'auto_null';
/** While the default changes from one sink to another there is none, for 2 to 5 ms: a loss is believed after so many. */
const DOUBT_MS = 200;

/** `runtimeFolder`: XDG_RUNTIME_DIR. */
export function watchSound(runtimeFolder: string, onVerdict: OnVerdict): Watch {
  const path = join(runtimeFolder, 'pulse', 'native');
  let held = false;
  let doubt: NodeJS.Timeout | null = null;

  function judge(): void {
    const { finding } = link;
    const verdict = verdictOf(finding, path);
    if (verdict === null) return;
    if (held && !verdict.holds && finding.kind === 'answers') {
      doubt ??= setTimeout(believe, DOUBT_MS);
      return;
    }
    if (doubt !== null) clearTimeout(doubt);
    doubt = null;
    held = verdict.holds;
    onVerdict(verdict);
  }

  function believe(): void {
    held = false;
    judge();
  }

  const link = new Link(path, talkPulse, judge);
  const poke = () => link.poke();
  const stop = watchPath(path, poke, poke);
  return {
    look: poke,
    close() {
      stop();
      if (doubt !== null) clearTimeout(doubt);
      link.close();
    },
  };
}

/** Null: not known yet. */
function verdictOf(finding: Link<SoundServer>['finding'], path: string): Verdict | null {
  const no = (detail: string): Verdict => ({ holds: false, detail });
  switch (finding.kind) {
    case 'asking':
      return null;
    case 'absent':
      return no(`no sound server at ${path}`);
    case 'silent':
      return no('the sound server does not answer');
    case 'refused':
      return no(`the sound server refuses: ${finding.why}`);
    case 'answers': {
      const { server, defaultSink } = finding.answer;
      if (defaultSink === null) return no(`no default sink; ${server} answers`);
      if (defaultSink === DUMMY) return no(`no default sink but the dummy ${DUMMY}; ${server} answers`);
      return { holds: true, detail: `default sink ${defaultSink}` };
    }
  }
}
