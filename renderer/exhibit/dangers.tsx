import { DangerButton, type Dangerous } from './danger-button.tsx';
import type { May } from './permissions.ts';

interface Props {
  /** In this order; those that the person may not do are left out. */
  readonly commands: readonly Dangerous[];
  readonly may: May;
  readonly disabled: boolean;
}

/** What is dangerous stands apart from all else. */
export function Dangers({ commands, may, disabled }: Props) {
  const allowed = commands.filter((command) => may(command));
  if (allowed.length === 0) return null;
  return (
    <div className="dangers">
      {allowed.map((command) => (
        <DangerButton key={command} command={command} disabled={disabled} />
      ))}
    </div>
  );
}
