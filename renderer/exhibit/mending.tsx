import type { Overview } from '../../electron/documents/overview.ts';
import type { Suggestion } from './advice.ts';
import { Pauses, RestartExhibit, Resume, StartExhibit } from './exhibit-actions.tsx';
import type { May } from './permissions.ts';

interface Props {
  readonly state: Overview['status']['state'];
  readonly suggestion: Suggestion;
  readonly may: May;
  readonly disabled: boolean;
}

/** What mends the exhibit, or leaves it alone for a while: of all there is, what its state allows. */
export function Mending({ state, suggestion, may, disabled }: Props) {
  const safeMode = state === 'safe-mode';
  const paused = state === 'paused';
  const down = state === 'stopped' || state === 'closed';
  return (
    <div className="mending">
      {down && may('start') && <StartExhibit disabled={disabled} first={suggestion === 'start'} />}
      {(safeMode || paused) && may('resume') && <Resume disabled={disabled} first={suggestion === 'resume'} safeMode={safeMode} />}
      {!down && may('restart') && <RestartExhibit disabled={disabled} first={suggestion === 'restart'} />}
      {!(safeMode || down || paused) && may('pause') && <Pauses disabled={disabled} />}
    </div>
  );
}
