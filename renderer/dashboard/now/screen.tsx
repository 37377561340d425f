/** What visitors see now. Each picture costs the machine work: one is only taken while somebody looks, and each 10 s at most. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { May } from '../../exhibit/permissions.ts';
import type { Row } from '../../exhibit/rows.ts';
import { why } from '../../exhibit/tell.ts';
import { useReading } from '../../exhibit/use-reading.ts';
import type { Told } from '../../parts/act.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { useNow } from '../../parts/now.ts';
import { useWords } from '../../words/context.tsx';
import { fill, label, title, whole } from '../../words/words.ts';
import { ago } from '../ago.ts';
import { keptPicture, useApi } from '../api.ts';
import { useVisible } from '../live.tsx';

const READ_EVERY_MS = 10_000;

interface Props {
  readonly rows: readonly Row[];
  readonly may: May;
  readonly disabled: boolean;
}

/** Of each display; nothing where there is none. */
export function Screen({ rows, may, disabled }: Props) {
  const words = useWords();
  const displays = rows.filter(({ status, page }) => status.role === 'display' || page);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = displays.find(({ status }) => status.name === chosen) ?? displays[0];
  const section = useRef<HTMLElement>(null);
  const onScreen = useOnScreen(section);
  const visible = useVisible();
  if (shown === undefined) return null;
  const { screen } = words.dashboard;
  return (
    <section className="screen" aria-label={screen.heading} ref={section}>
      <h2>{screen.heading}</h2>
      {displays.length > 1 && (
        <fieldset className="choices">
          <legend className="only-said">{screen.heading}</legend>
          {displays.map((row) => (
            <label key={row.status.name}>
              <input type="radio" name="screen" checked={row === shown} onChange={() => setChosen(row.status.name)} />
              <span>{title(row.name, words)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {onScreen && visible && !disabled ? <Picture key={shown.status.name} row={shown} /> : <div className="view" />}
      {may('screenshot') && <Keep service={shown.status.name} disabled={disabled} />}
    </section>
  );
}

function Picture({ row }: { readonly row: Row }) {
  const words = useWords();
  const api = useApi();
  const now = useNow();
  const { name } = row.status;
  const { value, at, problem } = useReading(
    useCallback(() => api.screen(name), [api, name]),
    READ_EVERY_MS,
  );
  const url = useObjectUrl(value);
  const { screen } = words.dashboard;
  const taken = url === null ? screen.waiting : whole(fill(screen.taken, { ago: ago(at, now, words) }));
  return (
    <figure>
      <div className="view">{url !== null && <img src={url} alt={label(screen.picture, row.name, words)} />}</div>
      <figcaption className="quiet">{problem === null ? taken : `${screen.none} ${why(problem, words)}`}</figcaption>
    </figure>
  );
}

function Keep({ service, disabled }: { readonly service: string; readonly disabled: boolean }) {
  const words = useWords();
  const api = useApi();
  const [file, setFile] = useState<string | null>(null);
  async function ask(): Promise<Told> {
    const kept = await api.takeScreenshot(service);
    if (!kept.ok) return { ok: false, why: why(kept.problem, words) };
    setFile(kept.value.file);
    return { ok: true, text: words.outcome.pictured };
  }
  return (
    <>
      <ActButton icon="camera" label={words.dashboard.screen.keep} ask={ask} disabled={disabled} />
      {file !== null && (
        <p className="kept">
          <a href={keptPicture(file)}>{fill(words.remarks.pictureKept, { file })}</a>
        </p>
      )}
    </>
  );
}

/** An address within the page for what was read, given back when it is not shown any more. */
function useObjectUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (blob === null) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}

/** Whether any of it is in sight. */
function useOnScreen(of: { readonly current: Element | null }): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (of.current === null) return;
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting === true));
    observer.observe(of.current);
    return () => observer.disconnect();
  }, [of]);
  return seen;
}
