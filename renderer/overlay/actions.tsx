/** What the person who signed in can do about the whole: first what mends, last and apart what is dangerous. */
import type { Overview } from '../../electron/documents/overview.ts';
import type { Suggestion } from '../exhibit/advice.ts';
import { Dangers } from '../exhibit/dangers.tsx';
import { Identify } from '../exhibit/exhibit-actions.tsx';
import { Mending } from '../exhibit/mending.tsx';
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
  return (
    <section className="actions" aria-label={words.actions.heading}>
      <Mending state={state} suggestion={suggestion} may={may} disabled={disabled} />
      {may('volume') && <Volume disabled={disabled} />}
      <div className="screen-actions">
        {may('identify') && <Identify disabled={disabled} />}
        {may('screenshot') && <Screenshot disabled={disabled} />}
        {may('test-alert') && <TestAlert disabled={disabled} />}
      </div>
      <Dangers commands={['desktop', 'reboot', 'poweroff']} may={may} disabled={disabled} />
    </section>
  );
}
