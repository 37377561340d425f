/**
 * What the page says without being asked: `announce` to screen readers alone, for what is seen anyway; `complain` to everybody, for
 * why something was not done, until something else is done or 15 s have passed.
 */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';

const COMPLAINT_MS = 15_000;

interface Notices {
  announce(text: string): void;
  /** An empty text takes the last complaint back. */
  complain(text: string): void;
}

const NoticesContext = createContext<Notices>({ announce: () => undefined, complain: () => undefined });

export function useNotices(): Notices {
  return useContext(NoticesContext);
}

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState('');
  const [complaint, setComplaint] = useState('');
  // The same words twice are two messages: the space makes the second one new.
  const announce = useCallback((text: string) => setSaid((last) => (last === text ? `${text}\u00a0` : text)), []);
  const complain = useCallback((text: string) => setComplaint(text), []);
  useEffect(() => {
    if (complaint === '') return;
    const timer = setTimeout(() => setComplaint(''), COMPLAINT_MS);
    return () => clearTimeout(timer);
  }, [complaint]);
  const notices = useMemo(() => ({ announce, complain }), [announce, complain]);
  return (
    <NoticesContext value={notices}>
      {children}
      {complaint !== '' && (
        <p className="complaint" role="alert">
          {complaint}
        </p>
      )}
      <p className="only-said" role="status">
        {said}
      </p>
    </NoticesContext>
  );
}
