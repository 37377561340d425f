/** The volume of the machine. What is drawn along is sent as fast as it is answered; the newest always arrives. */
import { useMemo, useState } from 'react';
import { percent } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { latest } from '../parts/latest.ts';
import { useNotices } from '../parts/notices.tsx';
import { useWords } from '../words/context.tsx';
import { fill } from '../words/words.ts';
import { type CommandArguments, useExhibit } from './api.ts';
import { why } from './tell.ts';
import { useReading } from './use-reading.ts';

const READ_EVERY_MS = 10_000;
/** What staff set; more than 100 % (the command takes 150) distorts on most loudspeakers. */
const LOUDEST = 100;
const STEP = 5;

interface Wanted {
  readonly percent: number;
  readonly muted: boolean;
}

interface Props {
  readonly disabled: boolean;
  /** Whether it is said why there is no sound now; left out: yes. */
  readonly missed?: boolean;
}

/** Nothing where the sound cannot be read: without a PIN only who may read it sees it. */
export function Volume({ disabled, missed = true }: Props) {
  const words = useWords();
  const api = useExhibit();
  const { complain } = useNotices();
  const { value: sound, at, again } = useReading(api.sound, READ_EVERY_MS);
  // What the person wants, until a later reading says what is.
  const [wanted, setWanted] = useState<(Wanted & { readonly since: number }) | null>(null);

  const send = useMemo(
    () =>
      latest(async (args: CommandArguments) => {
        const result = await api.command('volume', args);
        if (!result.ok) complain(why(result.problem, words));
        again();
      }),
    [api, complain, words, again],
  );

  if (sound === null) return null;
  if (!sound.available) return missed && <p className="volume quiet">{sound.reason}</p>;
  const now: Wanted = wanted !== null && wanted.since >= at ? wanted : { percent: sound.volume_percent, muted: sound.muted };

  function turn(to: number): void {
    const rounded = Math.min(LOUDEST, Math.max(0, to));
    setWanted({ percent: rounded, muted: false, since: Date.now() });
    send({ percent: rounded, mute: false });
  }
  function mute(): void {
    setWanted({ ...now, muted: !now.muted, since: Date.now() });
    send({ mute: !now.muted });
  }

  return (
    <section className="volume" aria-label={words.volume.slider}>
      <h2>{fill(now.muted ? words.volume.muted : words.volume.heading, { percent: percent(now.percent) })}</h2>
      <div className="volume-controls">
        <button
          type="button"
          className="act square"
          aria-pressed={now.muted}
          aria-label={words.volume.mute}
          disabled={disabled}
          onClick={mute}
        >
          <Icon name={now.muted ? 'muted' : 'sound'} />
        </button>
        <button
          type="button"
          className="act square"
          aria-label={words.volume.quieter}
          disabled={disabled || now.percent <= 0}
          onClick={() => turn(now.percent - STEP)}
        >
          <Icon name="minus" />
        </button>
        <input
          type="range"
          min={0}
          max={LOUDEST}
          step={STEP}
          value={Math.min(LOUDEST, now.percent)}
          aria-label={words.volume.slider}
          aria-valuetext={percent(now.percent)}
          disabled={disabled}
          onChange={(event) => turn(Number(event.target.value))}
        />
        <button
          type="button"
          className="act square"
          aria-label={words.volume.louder}
          disabled={disabled || now.percent >= LOUDEST}
          onClick={() => turn(now.percent + STEP)}
        >
          <Icon name="plus" />
        </button>
      </div>
    </section>
  );
}
