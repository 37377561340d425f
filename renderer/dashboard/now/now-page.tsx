/** The first screen: is it all right, what can be done, what runs, what visitors see, what happened lately. */
import type { Session } from '../../../electron/documents/session.ts';
import { advise } from '../../exhibit/advice.ts';
import { MachineFacts } from '../../exhibit/machine-facts.tsx';
import { permissions } from '../../exhibit/permissions.ts';
import type { Row } from '../../exhibit/rows.ts';
import { Summary } from '../../exhibit/summary.tsx';
import { why } from '../../exhibit/tell.ts';
import { clock } from '../../parts/format.ts';
import { useNow } from '../../parts/now.ts';
import { useZone } from '../../parts/zone.ts';
import { useWords } from '../../words/context.tsx';
import { fill, whole } from '../../words/words.ts';
import { useApi } from '../api.ts';
import { expectation } from '../expectation.ts';
import { useExpected } from '../expected.tsx';
import { Lately } from '../incidents/lately.tsx';
import { type Freshness, useLive } from '../live.tsx';
import { useOverview } from '../overview.ts';
import { Actions } from './actions.tsx';
import { Screen } from './screen.tsx';
import { Services } from './services.tsx';

/** A restart of the supervisor is over long before. */
const AWAY_LONG_MS = 30_000;
const MACHINE: Freshness = { everyMs: 30_000 };

interface Props {
  readonly person: NonNullable<Session['signed_in']>;
  readonly rows: readonly Row[];
}

export function NowPage({ person, rows }: Props) {
  const { value, problem } = useOverview();
  const away = problem !== null;
  const words = useWords();
  const may = permissions(person.role);
  return (
    <div className="now">
      <Sentence role={person.role} />
      {value !== null && (
        <>
          <Services rows={rows} may={may} disabled={away} />
          <div className="side">
            {person.role === 'view' ? (
              <p className="quiet">{words.dashboard.actions.onlyLooks}</p>
            ) : (
              <Actions
                state={value.status.state}
                suggestion={advise(value, person.role).suggestion}
                sounds={rows.some(({ status }) => status.role === 'audio')}
                may={may}
                disabled={away}
              />
            )}
            <Screen rows={rows} may={may} disabled={away} />
          </div>
        </>
      )}
      {value !== null && <Records />}
    </div>
  );
}

/** Asked for when the first view is there: nobody waits for it. */
function Records() {
  const machine = useLive(useApi().machine, MACHINE);
  return (
    <div className="records">
      <Lately />
      {machine.value !== null && <MachineFacts machine={machine.value} />}
    </div>
  );
}

/** While the supervisor is away it says so, and from when the rest is. */
function Sentence({ role }: { readonly role: Props['person']['role'] }) {
  const words = useWords();
  const zone = useZone();
  const now = useNow();
  const { expected } = useExpected();
  const { value, problem, at, since } = useOverview();
  if (problem === null) {
    if (value === null) return <Summary tone="unknown" text={words.loading} advice={null} />;
    return <Summary tone={value.sentence.tone} text={whole(value.sentence.text)} advice={words.advice[advise(value, role).key]} />;
  }
  const isAway = problem.kind === 'away';
  const text = isAway ? (now - since > AWAY_LONG_MS ? words.awayLong : words.away) : why(problem, words);
  const advice = value === null ? null : fill(words.dashboard.connection.advice, { time: clock(new Date(at), zone) });
  return <Summary tone="unknown" text={expectation(expected, now, words) ?? text} advice={advice} />;
}
