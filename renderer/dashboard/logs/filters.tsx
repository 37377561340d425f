import { useEffect, useState } from 'react';
import type { Row } from '../../exhibit/rows.ts';
import { useWords } from '../../words/context.tsx';

/** As long as somebody types on. */
const TYPING_MS = 250;
/** What the supervisor itself writes, as `logs` knows it. */
const OWN_LOG = 'invigil';

interface Props {
  readonly rows: readonly Row[];
  /** None: all. */
  readonly services: readonly string[];
  readonly search: string;
  readonly changed: (services: readonly string[], search: string) => void;
}

/** Which lines: those with a text, those of some services. */
export function Filters({ rows, services, search, changed }: Props) {
  const words = useWords();
  const { logs: texts } = words.dashboard;
  const [typed, setTyped] = useState(search);
  useEffect(() => setTyped(search), [search]);
  useEffect(() => {
    if (typed === search) return;
    const timer = setTimeout(() => changed(services, typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, search, services, changed]);

  function toggle(name: string): void {
    changed(services.includes(name) ? services.filter((one) => one !== name) : [...services, name], typed);
  }

  return (
    <search className="filters">
      <input
        type="search"
        value={typed}
        placeholder={texts.search}
        aria-label={texts.search}
        onChange={(event) => setTyped(event.target.value)}
      />
      <fieldset className="choices">
        <legend className="only-said">{texts.services}</legend>
        <label>
          <input type="checkbox" checked={services.length === 0} onChange={() => changed([], typed)} />
          <span>{texts.all}</span>
        </label>
        {[...rows.map(({ status }) => status.name), OWN_LOG].map((name) => (
          <label key={name}>
            <input type="checkbox" checked={services.includes(name)} onChange={() => toggle(name)} />
            <span>{name === OWN_LOG ? texts.own : name}</span>
          </label>
        ))}
      </fieldset>
    </search>
  );
}
