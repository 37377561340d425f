import { useRef } from 'react';
import type { LogLine } from '../../../electron/documents/log-search.ts';
import { useEscape } from '../../exhibit/use-escape.ts';
import type { Told } from '../../parts/act.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { useWords } from '../../words/context.tsx';
import { When } from '../when.tsx';
import { Highlight } from './highlight.tsx';

interface Props {
  readonly line: LogLine;
  readonly search: string;
  /** The address that leads here. */
  readonly link: string;
  readonly close: () => void;
}

/** One line whole, and the link by which a colleague sees it. */
export function ChosenLine({ line, search, link, close }: Props) {
  const { logs: texts } = useWords().dashboard;
  const field = useRef<HTMLInputElement>(null);
  useEscape(close);

  /** A page that came unencrypted may not write to the clipboard: then the link is marked, to be copied by hand. */
  async function copy(): Promise<Told> {
    try {
      await navigator.clipboard.writeText(link);
      return { ok: true, text: texts.copied };
    } catch {
      field.current?.select();
      return { ok: false, why: texts.notCopied };
    }
  }

  return (
    <section className="chosen-line" aria-label={texts.line}>
      <p className="quiet">
        <When at={line.at} /> {line.service}
      </p>
      <p className="whole-line" lang="">
        <Highlight text={line.text} search={search} />
      </p>
      <div className="link">
        <input ref={field} readOnly value={link} aria-label={texts.link} onFocus={({ currentTarget }) => currentTarget.select()} />
        <ActButton icon="link" label={texts.copy} ask={copy} />
        <button type="button" className="act" onClick={close}>
          {texts.close}
        </button>
      </div>
    </section>
  );
}
