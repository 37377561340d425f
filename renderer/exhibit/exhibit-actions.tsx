/** Actions on the whole exhibit. */
import { ActButton } from '../parts/act-button.tsx';
import { clock } from '../parts/format.ts';
import { useZone } from '../parts/zone.ts';
import { useWords } from '../words/context.tsx';
import { fill } from '../words/words.ts';
import { useExhibit } from './api.ts';
import { endOf, HOUR, QUARTER, untilMidnight } from './pauses.ts';
import { tell } from './tell.ts';

interface Props {
  readonly disabled: boolean;
  /** What is best done now. */
  readonly first: boolean;
}

export function RestartExhibit({ disabled, first }: Props) {
  const words = useWords();
  const api = useExhibit();
  const ask = async () => tell(await api.command('restart', {}), words.outcome.restarting, words);
  return <ActButton icon="restart" label={words.actions.restartExhibit} ask={ask} first={first} disabled={disabled} />;
}

export function StartExhibit({ disabled, first }: Props) {
  const words = useWords();
  const api = useExhibit();
  const ask = async () => tell(await api.command('start', {}), words.outcome.starting, words);
  return <ActButton icon="play" label={words.actions.startExhibit} ask={ask} first={first} disabled={disabled} />;
}

export function Resume({ disabled, first, safeMode }: Props & { readonly safeMode: boolean }) {
  const words = useWords();
  const api = useExhibit();
  const ask = async () => tell(await api.command('resume', {}), words.outcome.resumed, words);
  const label = safeMode ? words.actions.leaveSafeMode : words.actions.resume;
  return <ActButton icon="play" label={label} ask={ask} first={first} disabled={disabled} />;
}

/** Three lengths; each says when the pause ends once it has begun. */
export function Pauses({ disabled }: { readonly disabled: boolean }) {
  const words = useWords();
  const api = useExhibit();
  const zone = useZone();
  const ask = (length: () => string) => async () => {
    const chosen = length();
    const time = clock(endOf(chosen, new Date()), zone);
    return tell(await api.command('pause', { for: chosen }), fill(words.outcome.pausedUntil, { time }), words);
  };
  return (
    <div className="pauses">
      <ActButton icon="pause" label={words.actions.pause15} ask={ask(() => QUARTER)} disabled={disabled} />
      <ActButton icon="pause" label={words.actions.pause60} ask={ask(() => HOUR)} disabled={disabled} />
      <ActButton icon="pause" label={words.actions.pauseDay} ask={ask(() => untilMidnight(new Date(), zone))} disabled={disabled} />
    </div>
  );
}

export function Identify({ disabled }: { readonly disabled: boolean }) {
  const words = useWords();
  const api = useExhibit();
  const ask = async () => tell(await api.command('identify', {}), words.outcome.identified, words);
  return <ActButton icon="screen" label={words.actions.identify} ask={ask} disabled={disabled} />;
}
