import { useEffect, useRef } from 'react';
import { countdown } from '../parts/format.ts';
import { useNow } from '../parts/now.ts';
import { useWords } from '../words/context.tsx';
import { fill } from '../words/words.ts';
import type { Dangerous } from './danger-button.tsx';
import { useEscape } from './use-escape.ts';

interface Props {
  readonly command: Dangerous;
  /** When the question ends by itself, on a clock that only runs forward; null: it does not. */
  readonly until: number | null;
  readonly confirm: () => void;
  readonly cancel: () => void;
}

/** The second gesture, in the middle of the screen. The focus goes to the question, not to a button: a key that is still held must not answer it. */
export function Confirm({ command, until, confirm, cancel }: Props) {
  const words = useWords();
  const question = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    question.current?.showModal();
    question.current?.focus();
  }, []);
  useEscape(cancel);
  useNow();
  const yes = { desktop: words.actions.desktop, reboot: words.danger.confirmReboot, poweroff: words.danger.confirmPoweroff }[command];
  return (
    <dialog
      className="confirm"
      role="alertdialog"
      aria-label={words.danger[command]}
      tabIndex={-1}
      ref={question}
      onCancel={(event) => event.preventDefault()}
    >
      <p>{words.danger[command]}</p>
      <div className="answers">
        <button type="button" className="act" onClick={cancel}>
          {words.danger.cancel}
        </button>
        <button type="button" className="act yes" onClick={confirm}>
          {yes}
        </button>
      </div>
      {until !== null && (
        <p className="quiet">{fill(words.danger.expires, { duration: countdown(Math.max(0, until - performance.now())) })}</p>
      )}
    </dialog>
  );
}
