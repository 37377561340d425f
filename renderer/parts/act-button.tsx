import { useWords } from '../words/context.tsx';
import { type Outcome, type Told, useOutcome } from './act.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

interface Props {
  readonly icon: IconName;
  /** What it will do. */
  readonly label: string;
  readonly ask: () => Promise<Told>;
  /** What is best done now. */
  readonly first?: boolean;
  readonly disabled?: boolean;
}

/** A button that says what it will do, does it, and tells for five seconds what came of it. */
export function ActButton({ icon, label, ask, first = false, disabled = false }: Props) {
  const { outcome, act } = useOutcome();
  return (
    <button type="button" className={first ? 'act first' : 'act'} data-outcome={outcome.state} disabled={disabled} onClick={() => act(ask)}>
      <OutcomeLabel outcome={outcome} icon={icon} label={label} />
    </button>
  );
}

interface LabelProps {
  readonly outcome: Outcome;
  readonly icon: IconName;
  readonly label: string;
  /** A second, small line: how the button is used. */
  readonly hint?: string;
}

/** The inside of a button: its label, or what came of it. */
export function OutcomeLabel({ outcome, icon, label, hint }: LabelProps) {
  const { outcome: texts } = useWords();
  switch (outcome.state) {
    case 'none':
      return <Inside icon={icon} text={label} hint={hint} />;
    case 'asking':
      return <Inside icon={icon} text={texts.asking} />;
    case 'done':
      return <Inside icon="check" text={outcome.text} />;
    case 'failed':
      return <Inside icon="cross" text={texts.failed} />;
  }
}

function Inside({ icon, text, hint }: { readonly icon: IconName; readonly text: string; readonly hint?: string | undefined }) {
  return (
    <>
      <Icon name={icon} />
      <span>
        {text}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </>
  );
}
