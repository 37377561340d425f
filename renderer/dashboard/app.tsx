/** Who is here, in which language, and in whose time: nobody sees more than the sign-in before that is known. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Session } from '../../electron/documents/session.ts';
import { knownWords } from '../../electron/documents/words/words.ts';
import { ExhibitContext } from '../exhibit/api.ts';
import { useReading } from '../exhibit/use-reading.ts';
import { NoticesProvider } from '../parts/notices.tsx';
import { ZoneContext } from '../parts/zone.ts';
import { WordsContext } from '../words/context.tsx';
import { wordsFor } from '../words/words.ts';
import { ApiContext, createApi, readSession, signOut } from './api.ts';
import { ExpectedProvider, useExpected } from './expected.tsx';
import { Frame } from './frame.tsx';
import { LiveProvider } from './live.tsx';
import { SignIn } from './sign-in.tsx';

/** A password that is set meanwhile, or a supervisor that comes back, is seen soon. */
const READ_EVERY_MS = 2_000;
/** Who has signed in learns from each answer when that is over. */
const READ_SIGNED_IN_EVERY_MS = 600_000;

/** The first of the reader's own languages that is known; null: none, and the exhibit's is taken. */
function ownLanguage(): string | null {
  return navigator.languages.map(knownWords).find((words) => words !== null)?.language ?? null;
}

export function App() {
  const own = useMemo(ownLanguage, []);
  const [everyMs, setEveryMs] = useState(READ_EVERY_MS);
  const { value, at, problem, again } = useReading(
    useCallback(() => readSession(own ?? 'en'), [own]),
    everyMs,
  );
  const words = wordsFor(own ?? value?.locale ?? 'en');
  // Said by an answer before the session is read again.
  const [endedAt, setEndedAt] = useState(0);
  const signedIn = value !== null && at > endedAt ? value.signed_in : null;
  const isIn = signedIn !== null;
  useEffect(() => setEveryMs(isIn ? READ_SIGNED_IN_EVERY_MS : READ_EVERY_MS), [isIn]);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);

  const leave = useCallback(() => {
    setEndedAt(Date.now());
    again();
  }, [again]);

  return (
    <WordsContext value={words}>
      <ZoneContext value={value?.time_zone}>
        <NoticesProvider>
          {signedIn === null || value === null ? (
            <SignIn session={value} away={problem !== null} ended={endedAt > 0} signedIn={again} />
          ) : (
            <ExpectedProvider>
              <SignedIn
                person={signedIn}
                title={value.title ?? ''}
                language={words.language}
                signedOut={leave}
                signOut={() => void signOut(words.language).then(() => location.reload())}
              />
            </ExpectedProvider>
          )}
        </NoticesProvider>
      </ZoneContext>
    </WordsContext>
  );
}

interface SignedInProps {
  readonly person: NonNullable<Session['signed_in']>;
  readonly title: string;
  readonly language: string;
  readonly signedOut: () => void;
  readonly signOut: () => void;
}

function SignedIn({ person, title, language, signedOut, signOut }: SignedInProps) {
  const { expect } = useExpected();
  const api = useMemo(() => createApi({ language, signedOut, acted: expect }), [language, signedOut, expect]);
  return (
    <ApiContext value={api}>
      <ExhibitContext value={api}>
        <LiveProvider>
          <Frame person={person} title={title} signOut={signOut} />
        </LiveProvider>
      </ExhibitContext>
    </ApiContext>
  );
}
