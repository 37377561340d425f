import { bytes, duration, percent } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { Shape } from '../parts/shape.tsx';
import { useWords } from '../words/context.tsx';
import { fill, title, type Words } from '../words/words.ts';
import { beatPart, doingOf, type Row } from './rows.ts';

interface Props {
  readonly row: Row;
  /** Wall clock, milliseconds. */
  readonly now: number;
  readonly isOpen: boolean;
  readonly touched: () => void;
}

/** One service: shape, name, what it is doing, its numbers, and along the bottom the age of its last beat. */
export function ServiceRow({ row, now, isOpen, touched }: Props) {
  const words = useWords();
  const part = beatPart(row);
  return (
    <button type="button" className="row" aria-expanded={isOpen} onClick={touched}>
      <Shape tone={row.tone} name={words.tones[row.tone]} />
      <span className="name">{title(row.name, words)}</span>
      <span className="doing">{doingOf(row, now, words)}</span>
      <span className="numbers">
        {numbersOf(row, words).map((number) => (
          <span key={number}>{number}</span>
        ))}
      </span>
      <Icon name="more" />
      {part !== null && (
        <span className="beat" role="img" aria-label={beatWords(row, words)}>
          <span style={{ transform: `scaleX(${part})` }} data-late={part > 0.7} />
        </span>
      )}
    </button>
  );
}

function numbersOf({ status, cpu_percent, memory_bytes }: Row, words: Words): readonly string[] {
  return [
    ...(status.restarts === 0 ? [] : [restartsOf(status.restarts, words)]),
    ...(cpu_percent === null ? [] : [fill(words.services.cpu, { percent: percent(cpu_percent) })]),
    ...(memory_bytes === null ? [] : [bytes(memory_bytes, words.language)]),
  ];
}

function restartsOf(count: number, { services }: Words): string {
  return count === 1 ? services.restartedOnce : fill(services.restarted, { count });
}

function beatWords({ status }: Row, words: Words): string {
  return fill(words.services.lastBeat, { duration: duration(status.last_beat_ms ?? 0, words.language) });
}
