import { useEffect, useRef } from 'react';
import { countdown } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { useNow } from '../parts/now.ts';
import { useWords } from '../words/context.tsx';
import { fill, type Words } from '../words/words.ts';
import { canSend, type PadState } from './pad-state.ts';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

interface Props {
  readonly state: PadState;
  /** The supervisor does not answer. */
  readonly away: boolean;
  readonly digit: (digit: string) => void;
  readonly erase: () => void;
  readonly enter: () => void;
}

/** Big digits at a fixed place; what was entered shows as dots. Digits, Backspace and Enter of a keyboard do the same. */
export function Pad({ state, away, digit, erase, enter }: Props) {
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  useKeys({ digit, erase, enter });
  useNow();
  const now = performance.now();
  const waitMs = Math.max(0, state.waitUntil - now);
  const closed = away || waitMs > 0;
  return (
    <section className="pad" aria-label={words.pad.keys}>
      <div className="pad-words">
        <h1 ref={heading} tabIndex={-1}>
          {headline(state, away, words)}
        </h1>
        {waitMs > 0 ? (
          <p className="pad-wait" role="timer">
            {fill(words.pad.wait, { duration: countdown(waitMs) })}
          </p>
        ) : (
          <Dots count={state.digits.length} />
        )}
      </div>
      <div className="keys" data-closed={closed}>
        {DIGITS.map((key) => (
          <button
            key={key}
            type="button"
            className="key"
            data-key={key}
            disabled={closed}
            onMouseDown={keepFocus}
            onClick={() => digit(key)}
          >
            {key}
          </button>
        ))}
        <button
          type="button"
          className="key"
          data-key="erase"
          disabled={closed}
          aria-label={words.pad.erase}
          onMouseDown={keepFocus}
          onClick={erase}
        >
          <Icon name="erase" />
        </button>
        <button
          type="button"
          className="key enter"
          data-key="enter"
          disabled={closed || !canSend(state, now)}
          aria-label={words.pad.enter}
          onMouseDown={keepFocus}
          onClick={enter}
        >
          <Icon name="check" />
        </button>
      </div>
    </section>
  );
}

function headline(state: PadState, away: boolean, words: Words): string {
  if (away) return words.away;
  if (state.wrong !== null) return words.pad[state.wrong];
  return words.pad.heading;
}

function Dots({ count }: { readonly count: number }) {
  const words = useWords();
  return (
    <p className="dots" role="img" aria-label={fill(words.pad.entered, { count })}>
      {'●'.repeat(count)}
    </p>
  );
}

/** A finger leaves the focus where it is: Enter of a keyboard then sends the PIN and does not press the last digit again. */
function keepFocus(event: { preventDefault(): void }): void {
  event.preventDefault();
}

function useKeys({ digit, erase, enter }: Pick<Props, 'digit' | 'erase' | 'enter'>): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (/^[0-9]$/.test(event.key)) digit(event.key);
      else if (event.key === 'Backspace' || event.key === 'Delete') erase();
      // On a button Enter presses the button.
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) enter();
    }
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [digit, erase, enter]);
}
