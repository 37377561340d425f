/** The power of the machine, for the ladder and for people: the same way for both, and one log of who asked and what came of it. */
import type { Taken } from '../command/port.ts';
import { askForPower, type PowerAct } from '../machine/power.ts';
import type { SystemBus } from '../platform/system-bus.ts';
import { LADDER, openRebootLog } from '../store/reboot-log.ts';
import type { Effect } from './policy/effect.ts';
import type { Dispatch, PowerPort } from './ports.ts';

export interface PowerSurroundings {
  /** `reboots.json`. */
  readonly path: string;
  /** The kernel's id of the present boot. */
  readonly boot: string;
  readonly dispatch: Dispatch;
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
  readonly bus: SystemBus;
}

export interface OpenPower {
  /** For the ladder. */
  readonly port: PowerPort;
  /** For people. */
  power(act: PowerAct, by: string): Promise<Taken>;
  /** Each effect as it is carried out: what became of the ladder's reboot is seen in its alerts. */
  witness(effect: Effect): void;
  /** The supervisor ends in order. */
  close(): Promise<void>;
}

export async function openPower({ path, boot, dispatch, log, bus }: PowerSurroundings): Promise<OpenPower> {
  const reboots = await openRebootLog({ path, boot, now: () => new Date(), log });

  async function ladder(service: string, reason: string): Promise<void> {
    log('error', `the machine is asked to reboot: ${reason}`);
    await reboots.asked({ act: 'reboot', by: LADDER, service, reason });
    const answer = await askForPower('reboot', bus);
    if (!answer.ok) dispatch({ type: 'reboot-refused', reason: answer.reason });
  }

  return {
    port: {
      reboot(reason, service) {
        ladder(service, reason).catch((error: unknown) => dispatch({ type: 'reboot-refused', reason: String(error) }));
      },
    },
    async power(act, by) {
      await reboots.asked({ act, by, service: null, reason: 'a person asked for it' });
      const answer = await askForPower(act, bus);
      if (!answer.ok) reboots.refused(answer.reason);
      return answer;
    },
    witness(effect) {
      if (effect.type !== 'alert') return;
      const { alert } = effect;
      if (alert.kind === 'rung-helped') reboots.judged(true);
      else if (alert.kind === 'rung-taken' || alert.kind === 'ladder-spent') reboots.judged(false);
      else if (alert.kind === 'rung-skipped' && alert.rung === 'reboot') reboots.refused(alert.reason);
    },
    close: () => reboots.close(),
  };
}
