import type { Alerts } from '../../../electron/documents/alerts.ts';
import type { Tone } from '../../../electron/documents/overview.ts';
import { Shape } from '../../parts/shape.tsx';
import { useWords } from '../../words/context.tsx';
import { fill } from '../../words/words.ts';
import { When } from '../when.tsx';

type One = Alerts['messages'][number];

const TONES = { info: 'unknown', warning: 'warning', error: 'error', fatal: 'fatal' } as const satisfies Readonly<
  Record<One['level'], Tone>
>;

/** One message to one receiver: what it said, and what became of it. */
export function Message({ message }: { readonly message: One }) {
  const { alerts: texts } = useWords().dashboard;
  const over = message.act === 'clear';
  return (
    <li className="story message">
      <Shape tone={over ? 'healthy' : TONES[message.level]} name={over ? texts.over : texts.levels[message.level]} />
      <span className="what">{message.title}</span>
      <span className="text">{message.text}</span>
      <span className="quiet">
        <When at={message.at} /> {fill(texts.to, { receiver: message.receiver })}, {texts.states[message.state]}
      </span>
    </li>
  );
}
