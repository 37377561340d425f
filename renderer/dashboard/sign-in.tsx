/** Name and password. Without any password set: how one is set. After wrong ones: the wait, as time. */
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { Session } from '../../electron/documents/session.ts';
import { why } from '../exhibit/tell.ts';
import { countdown } from '../parts/format.ts';
import { useNotices } from '../parts/notices.tsx';
import { useNow } from '../parts/now.ts';
import { useWords } from '../words/context.tsx';
import { fill, type Words } from '../words/words.ts';
import { signIn } from './api.ts';

interface Props {
  /** Null: not read yet. */
  readonly session: Session | null;
  readonly away: boolean;
  /** Somebody was signed in a moment ago. */
  readonly ended: boolean;
  readonly signedIn: () => void;
}

type Refusal = 'wrong' | 'tooMany';

export function SignIn({ session, away, ended, signedIn }: Props) {
  const words = useWords();
  const { signIn: texts } = words.dashboard;
  return (
    <main className="sign-in">
      <p className="sign-in-title">{session?.title ?? location.host}</p>
      {away ? (
        <p role="status">{texts.away}</p>
      ) : session === null ? (
        <p role="status">{words.loading}</p>
      ) : session.passwords ? (
        <Form session={session} ended={ended} signedIn={signedIn} />
      ) : (
        <NoPasswords />
      )}
    </main>
  );
}

function NoPasswords() {
  const { signIn: texts } = useWords().dashboard;
  return (
    <>
      <h1>{texts.noPasswords}</h1>
      <p>{texts.setOne}</p>
      <p>
        <code>invigil password NAME</code>
      </p>
    </>
  );
}

function Form({ session, ended, signedIn }: { readonly session: Session; readonly ended: boolean; readonly signedIn: () => void }) {
  const words = useWords();
  const { signIn: texts } = words.dashboard;
  const { complain } = useNotices();
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const { leftMs, wait } = useWait(session);

  useEffect(() => name.current?.focus(), []);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (asking || name.current === null || password.current === null) return;
    setAsking(true);
    complain('');
    const result = await signIn({ name: name.current.value, password: password.current.value }, words.language);
    setAsking(false);
    if (result.ok) return signedIn();
    const { kind, waitMs = 0 } = result.problem;
    wait(waitMs);
    const refused = refusalOf(kind);
    setRefusal(refused);
    if (refused === null) complain(why(result.problem, words));
    password.current.value = '';
    password.current.focus();
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <h1>{texts.heading}</h1>
      {ended && refusal === null && <p role="status">{texts.ended}</p>}
      <label>
        {texts.name}
        <input ref={name} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required maxLength={64} />
      </label>
      <label>
        {texts.password}
        <input ref={password} type="password" name="password" autoComplete="current-password" required maxLength={1024} />
      </label>
      <p className="refusal" role="alert">
        {refusal !== null && texts[refusal]}
      </p>
      <button type="submit" className="act first" disabled={asking || leftMs > 0}>
        {submitText(leftMs, asking, words)}
      </button>
    </form>
  );
}

function submitText(leftMs: number, asking: boolean, { dashboard: { signIn: texts } }: Words): string {
  if (leftMs > 0) return fill(texts.wait, { duration: countdown(leftMs) });
  return asking ? texts.checking : texts.submit;
}

function refusalOf(kind: string): Refusal | null {
  if (kind === 'too-many-tries') return 'tooMany';
  return kind === 'wrong-password' || kind === 'not-signed-in' ? 'wrong' : null;
}

/** Until the next try is taken: as the session says it, or the answer to the last try. */
function useWait(session: Session): { readonly leftMs: number; wait(ms: number): void } {
  const now = useNow();
  const [until, setUntil] = useState(0);
  // The page's clock ticks each second: what needs no wait must not wait for it.
  const wait = useCallback((ms: number) => setUntil(ms === 0 ? 0 : Date.now() + ms), []);
  useEffect(() => wait(session.wait_ms), [session, wait]);
  return { leftMs: Math.max(0, until - now), wait };
}
