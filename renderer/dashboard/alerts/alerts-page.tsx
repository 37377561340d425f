/** Who is told, what was sent and what waits, and whether it works: a test alert. */
import { useState } from 'react';
import type { Alerts, AlertTest } from '../../../electron/documents/alerts.ts';
import type { Session } from '../../../electron/documents/session.ts';
import { permissions } from '../../exhibit/permissions.ts';
import { why } from '../../exhibit/tell.ts';
import type { Told } from '../../parts/act.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { duration } from '../../parts/format.ts';
import { useWords } from '../../words/context.tsx';
import { fill } from '../../words/words.ts';
import { useApi } from '../api.ts';
import { type Freshness, useLive } from '../live.tsx';
import { NotRead } from '../not-read.tsx';
import { Message } from './message.tsx';
import { Receiver } from './receiver.tsx';

const FRESH: Freshness = { everyMs: 15_000, at: ['alert'] };

export function AlertsPage({ role }: { readonly role: NonNullable<Session['signed_in']>['role'] }) {
  const { alerts: texts } = useWords().dashboard;
  const reading = useLive(useApi().alerts, FRESH);
  return (
    <>
      <h1>{texts.heading}</h1>
      <NotRead reading={reading} />
      {reading.value !== null && (
        <div className="alerts">
          <section className="receivers">
            <h2>{texts.receivers}</h2>
            <Receivers receivers={reading.value.receivers} />
            {reading.value.receivers.length > 0 && permissions(role)('test-alert') && (
              <Test disabled={reading.problem !== null} tested={reading.again} />
            )}
          </section>
          <section>
            <h2>{texts.messages}</h2>
            <Messages messages={reading.value.messages} />
          </section>
        </div>
      )}
    </>
  );
}

function Receivers({ receivers }: Pick<Alerts, 'receivers'>) {
  const { alerts: texts } = useWords().dashboard;
  if (receivers.length === 0) return <p>{texts.none}</p>;
  return (
    <ul className="stories">
      {receivers.map((receiver) => (
        <Receiver key={receiver.name} receiver={receiver} />
      ))}
    </ul>
  );
}

function Messages({ messages }: Pick<Alerts, 'messages'>) {
  const { alerts: texts } = useWords().dashboard;
  if (messages.length === 0) return <p className="quiet">{texts.noMessages}</p>;
  return (
    <ul className="stories">
      {messages.map((message) => (
        <Message key={`${message.id} ${message.receiver}`} message={message} />
      ))}
    </ul>
  );
}

/** Sends a message of no importance to everybody, and says who took it. */
function Test({ disabled, tested }: { readonly disabled: boolean; readonly tested: () => void }) {
  const words = useWords();
  const api = useApi();
  const [results, setResults] = useState<AlertTest['receivers']>([]);
  const { alerts: texts } = words.dashboard;
  async function ask(): Promise<Told> {
    const answer = await api.testAlert();
    tested();
    if (!answer.ok) return { ok: false, why: why(answer.problem, words) };
    const { receivers } = answer.value;
    setResults(receivers);
    const all = receivers.every(({ outcome }) => outcome === 'delivered');
    return all ? { ok: true, text: texts.tested } : { ok: false, why: texts.testFailed };
  }
  return (
    <>
      <ActButton icon="bell" label={texts.test} ask={ask} disabled={disabled} />
      {results.length > 0 && (
        <ul className="results" aria-label={texts.results}>
          {results.map(({ name, outcome, detail, took_ms }) => (
            <li key={name}>
              <strong>{name}</strong>{' '}
              {outcome === 'delivered'
                ? fill(texts.took, { duration: duration(took_ms, words.language) })
                : fill(texts.tookNot, { why: detail ?? words.dashboard.graphs.unknown })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
