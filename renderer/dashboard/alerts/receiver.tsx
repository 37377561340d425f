import type { ReceiverStatus } from '../../../electron/documents/alerts.ts';
import { translate } from '../../../electron/documents/words/translate.ts';
import { countdown } from '../../parts/format.ts';
import { useNow } from '../../parts/now.ts';
import { Shape } from '../../parts/shape.tsx';
import { useWords } from '../../words/context.tsx';
import { fill, type Words, whole } from '../../words/words.ts';
import { ago } from '../ago.ts';

/** Somebody who is told: whether it works, and what waits. */
export function Receiver({ receiver }: { readonly receiver: ReceiverStatus }) {
  const words = useWords();
  const now = useNow();
  const tone = receiver.problem !== null ? 'error' : receiver.waiting > 0 || receiver.delivered_at === null ? 'unknown' : 'healthy';
  return (
    <li className="story receiver">
      <Shape tone={tone} name={words.tones[tone]} />
      <span className="what">
        {receiver.name} {receiver.kind !== receiver.name && <span className="quiet">{receiver.kind}</span>}
      </span>
      {receiver.problem !== null && <span className="problem">{translate(receiver.problem, words)}</span>}
      <span className="quiet">{whole(factsOf(receiver, now, words).join(', '))}</span>
    </li>
  );
}

function factsOf({ waiting, dropped, delivered_at, next_try_at }: ReceiverStatus, now: number, words: Words): readonly string[] {
  const { alerts: texts } = words.dashboard;
  return [
    waiting === 0 ? texts.waiting.none : waiting === 1 ? texts.waiting.one : fill(texts.waiting.many, { count: waiting }),
    ...(next_try_at === null ? [] : [fill(texts.nextTry, { duration: countdown(Math.max(0, next_try_at - now)) })]),
    ...(dropped === 0 ? [] : [dropped === 1 ? texts.dropped.one : fill(texts.dropped.many, { count: dropped })]),
    ...(delivered_at === null ? [] : [fill(texts.delivered, { ago: ago(delivered_at, now, words) })]),
  ];
}
