/** Who is told, what was sent and what waits, and whether it works: a test alert. */
import type { Alerts } from '../../../electron/documents/alerts.ts';
import type { Session } from '../../../electron/documents/session.ts';
import { permissions } from '../../exhibit/permissions.ts';
import { TestAlert } from '../../exhibit/test-alert.tsx';
import { useWords } from '../../words/context.tsx';
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
              <TestAlert disabled={reading.problem !== null} tested={reading.again} />
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
