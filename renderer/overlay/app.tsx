import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { OverlayBridge } from '../../electron/documents/bridge.ts';
import { ExhibitContext, type Person } from '../exhibit/api.ts';
import { NoticesProvider } from '../parts/notices.tsx';
import { WordsContext } from '../words/context.tsx';
import { wordsFor } from '../words/words.ts';
import { createApi } from './api.ts';
import { PadPage } from './pad-page.tsx';
import { Panel } from './panel.tsx';
import { type Visit, VisitContext } from './visit.tsx';

interface Opening {
  /** A new one each time: with it everything that was remembered goes. */
  readonly number: number;
  readonly locale: string;
  readonly service: string;
}

/** Empty while it is off the screen. */
export function App({ bridge }: { readonly bridge: OverlayBridge }) {
  const [opening, setOpening] = useState<Opening | null>(null);
  const count = useRef(0);
  useEffect(() => {
    bridge.onOpened(({ locale, service }) => {
      count.current += 1;
      setOpening({ number: count.current, locale, service });
    });
    bridge.onClosed(() => setOpening(null));
  }, [bridge]);
  return opening === null ? null : <VisitPages key={opening.number} bridge={bridge} opening={opening} />;
}

function VisitPages({ bridge, opening }: { readonly bridge: OverlayBridge; readonly opening: Opening }) {
  const [person, setPerson] = useState<Person | null>(null);
  const signedOut = useCallback(() => setPerson(null), []);
  const visit = useMemo<Visit>(
    () => ({ api: createApi(bridge, signedOut), service: opening.service }),
    [bridge, signedOut, opening.service],
  );
  const words = wordsFor(opening.locale);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);
  return (
    <WordsContext value={words}>
      <VisitContext value={visit}>
        <ExhibitContext value={visit.api}>
          <NoticesProvider>{person === null ? <PadPage signedIn={setPerson} /> : <Panel person={person} />}</NoticesProvider>
        </ExhibitContext>
      </VisitContext>
    </WordsContext>
  );
}
