import { useCallback, useLayoutEffect, useRef } from 'react';
import type { LogLines } from '../../electron/documents/log-lines.ts';
import { exactClock } from '../parts/format.ts';
import { useZone, type Zone } from '../parts/zone.ts';
import { useWords } from '../words/context.tsx';
import { label } from '../words/words.ts';
import { useExhibit } from './api.ts';
import { useReading } from './use-reading.ts';

const READ_EVERY_MS = 1_000;
/** Nearer to the end than this, in pixels, and it follows. */
const NEAR = 24;

/**
 * The last lines of a service, oldest first: opens at the end and follows, unless somebody has scrolled up to read. A text field that is
 * only read: so arrow keys and screen readers walk through it as they do anywhere.
 */
export function Log({ service, name }: { readonly service: string; readonly name: string }) {
  const words = useWords();
  const zone = useZone();
  const api = useExhibit();
  const { value } = useReading(
    useCallback(() => api.log(service), [api, service]),
    READ_EVERY_MS,
  );
  const box = useRef<HTMLTextAreaElement>(null);
  const follows = useRef(true);
  useLayoutEffect(() => {
    const { current } = box;
    if (current !== null && follows.current) current.scrollTop = current.scrollHeight;
  });
  return (
    <textarea
      className="log"
      readOnly
      lang=""
      spellCheck={false}
      aria-label={label(words.services.lines, name, words)}
      ref={box}
      value={
        value === null ? '' : value.lines.length === 0 ? words.services.noLines : value.lines.map((line) => lineText(line, zone)).join('\n')
      }
      onScroll={({ currentTarget }) => {
        follows.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < NEAR;
      }}
    />
  );
}

/** `14:02:11 text`, in the machine's time; what Invigil noted itself stands in brackets. */
function lineText({ time, stream, text }: LogLines['lines'][number], zone: Zone): string {
  return `${exactClock(new Date(time), zone)} ${stream === 'inv' ? `[${text}]` : text}`;
}
