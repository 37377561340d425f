/** What the person who signed in can do about the whole: first what mends, last and apart what is dangerous. */
import type { Overview } from '../../electron/documents/overview.ts';
import type { Suggestion } from '../exhibit/advice.ts';
import { DangerButton } from '../exhibit/danger-button.tsx';
import { Identify, Pauses, RestartExhibit, Resume, StartExhibit } from '../exhibit/exhibit-actions.tsx';
import type { May } from '../exhibit/permissions.ts';
import { TestAlert } from '../exhibit/test-alert.tsx';
import { Volume } from '../exhibit/volume.tsx';
import { useWords } from '../words/context.tsx';
import { Screenshot } from './screenshot.tsx';

interface Props {
  readonly state: Overview['status']['state'];
  readonly suggestion: Suggestion;
  readonly may: May;
  readonly disabled: boolean;
}

export function Actions({ state, suggestion, may, disabled }: Props) {
  const words = useWords();
  const safeMode = state === 'safe-mode';
  const down = state === 'stopped' || state === 'closed';
  const dangerous = may('desktop') || may('reboot') || may('poweroff');
  return (
    <section className="actions" aria-label={words.actions.heading}>
      <div className="mending">
        {down && may('start') && <StartExhibit disabled={disabled} first={suggestion === 'start'} />}
        {(safeMode || state === 'paused') && may('resume') && (
          <Resume disabled={disabled} first={suggestion === 'resume'} safeMode={safeMode} />
        )}
        {!down && may('restart') && <RestartExhibit disabled={disabled} first={suggestion === 'restart'} />}
        {!(safeMode || down || state === 'paused') && may('pause') && <Pauses disabled={disabled} />}
      </div>
      {may('volume') && <Volume disabled={disabled} />}
      <div className="screen-actions">
        {may('identify') && <Identify disabled={disabled} />}
        {may('screenshot') && <Screenshot disabled={disabled} />}
        {may('test-alert') && <TestAlert disabled={disabled} />}
      </div>
      {dangerous && (
        <div className="dangers">
          {may('desktop') && <DangerButton command="desktop" disabled={disabled} />}
          {may('reboot') && <DangerButton command="reboot" disabled={disabled} />}
          {may('poweroff') && <DangerButton command="poweroff" disabled={disabled} />}
        </div>
      )}
    </section>
  );
}
