/**
 * Leave to the desktop, reboot, power off: held for two seconds, then confirmed by a touch elsewhere, with what visitors will see. Reboot
 * and power off are confirmed with the supervisor's token, which it gives to the first request (contract 7).
 */
import { useCallback, useEffect, useReducer } from 'react';
import { useOutcome } from '../parts/act.ts';
import { OutcomeLabel } from '../parts/act-button.tsx';
import { type Danger, danger, REST } from '../parts/danger.ts';
import type { IconName } from '../parts/icons.ts';
import { useNotices } from '../parts/notices.tsx';
import { useHold } from '../parts/use-hold.ts';
import { useWords } from '../words/context.tsx';
import type { Words } from '../words/words.ts';
import { useExhibit } from './api.ts';
import { Confirm } from './confirm.tsx';
import { tell, why } from './tell.ts';

export type Dangerous = 'desktop' | 'reboot' | 'poweroff';

const ICON = { desktop: 'leave', reboot: 'restart', poweroff: 'power' } as const satisfies Readonly<Record<Dangerous, IconName>>;

export function DangerButton({ command, disabled }: { readonly command: Dangerous; readonly disabled: boolean }) {
  const words = useWords();
  const api = useExhibit();
  const { complain } = useNotices();
  const { outcome, act } = useOutcome();
  const [state, send] = useReducer(danger, REST);

  const held = useCallback(async () => {
    send({ type: 'held' });
    complain('');
    if (command === 'desktop') {
      send({ type: 'confirmation-needed', token: null, until: null });
      return;
    }
    const result = await api.command(command, {});
    const confirmation = result.ok ? undefined : result.problem.confirmation;
    if (confirmation !== undefined) {
      send({ type: 'confirmation-needed', token: confirmation.token, until: performance.now() + confirmation.expiresInMs });
      return;
    }
    send({ type: 'over' });
    if (!result.ok) complain(why(result.problem, words));
  }, [api, command, complain, words]);
  const hold = useHold(held);

  const isAsked = state.step === 'confirm';
  useEffect(() => {
    if (!isAsked) return;
    const timer = setInterval(() => send({ type: 'time', now: performance.now() }), 500);
    return () => clearInterval(timer);
  }, [isAsked]);

  function confirm({ token }: Extract<Danger, { step: 'confirm' }>): void {
    send({ type: 'over' });
    act(async () => tell(await api.command(command, {}, token ?? undefined), doneWords(command, words), words));
  }

  return (
    <>
      <button type="button" className="act danger" data-outcome={outcome.state} disabled={disabled} {...hold.gestures}>
        <span className="held" style={{ transform: `scaleX(${hold.part})` }} />
        <OutcomeLabel outcome={outcome} icon={ICON[command]} label={words.actions[command]} hint={words.actions.hold} />
      </button>
      {state.step === 'confirm' && (
        <Confirm command={command} until={state.until} confirm={() => confirm(state)} cancel={() => send({ type: 'over' })} />
      )}
    </>
  );
}

function doneWords(command: Dangerous, { outcome }: Words): string {
  return { desktop: outcome.desktop, reboot: outcome.rebooting, poweroff: outcome.poweringOff }[command];
}
