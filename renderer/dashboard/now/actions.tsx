/** What the person who signed in can do about the whole: first what mends, last and apart what is dangerous. */
import { z } from 'zod';
import type { Overview } from '../../../electron/documents/overview.ts';
import type { Suggestion } from '../../exhibit/advice.ts';
import { DangerButton } from '../../exhibit/danger-button.tsx';
import { Identify, Pauses, RestartExhibit, Resume, StartExhibit } from '../../exhibit/exhibit-actions.tsx';
import type { May } from '../../exhibit/permissions.ts';
import { why } from '../../exhibit/tell.ts';
import { Volume } from '../../exhibit/volume.tsx';
import type { Told } from '../../parts/act.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { useWords } from '../../words/context.tsx';
import { fill } from '../../words/words.ts';
import { useApi } from '../api.ts';

interface Props {
  readonly state: Overview['status']['state'];
  readonly suggestion: Suggestion;
  /** Whether a service of the exhibit makes sound: where none does, nobody misses it. */
  readonly sounds: boolean;
  readonly may: May;
  readonly disabled: boolean;
}

export function Actions({ state, suggestion, sounds, may, disabled }: Props) {
  const words = useWords();
  const safeMode = state === 'safe-mode';
  const down = state === 'stopped' || state === 'closed';
  return (
    <section className="actions" aria-label={words.actions.heading}>
      <h2>{words.actions.heading}</h2>
      <div className="mending">
        {down && may('start') && <StartExhibit disabled={disabled} first={suggestion === 'start'} />}
        {(safeMode || state === 'paused') && may('resume') && (
          <Resume disabled={disabled} first={suggestion === 'resume'} safeMode={safeMode} />
        )}
        {!down && may('restart') && <RestartExhibit disabled={disabled} first={suggestion === 'restart'} />}
        {!(safeMode || down || state === 'paused') && may('pause') && <Pauses disabled={disabled} />}
      </div>
      {may('volume') && <Volume disabled={disabled} missed={sounds} />}
      <div className="screen-actions">
        {may('identify') && <Identify disabled={disabled} />}
        {may('reload') && <Reload disabled={disabled} />}
      </div>
      {(may('reboot') || may('poweroff')) && (
        <div className="dangers">
          {may('reboot') && <DangerButton command="reboot" disabled={disabled} />}
          {may('poweroff') && <DangerButton command="poweroff" disabled={disabled} />}
        </div>
      )}
    </section>
  );
}

/** What `reload` answers: the services that are restarted for it. */
const reloadedSchema = z.object({ changed: z.array(z.string()) });

/** Reads the exhibit file again; with problems in it, nothing changes and they are told. */
function Reload({ disabled }: { readonly disabled: boolean }) {
  const words = useWords();
  const api = useApi();
  async function ask(): Promise<Told> {
    const result = await api.command('reload', {});
    if (!result.ok) return { ok: false, why: why(result.problem, words) };
    const changed = reloadedSchema.safeParse(result.value).data?.changed ?? [];
    const { reloaded, reloadedChanged } = words.dashboard.actions;
    return { ok: true, text: changed.length === 0 ? reloaded : fill(reloadedChanged, { services: changed.join(', ') }) };
  }
  return <ActButton icon="file" label={words.dashboard.actions.reload} ask={ask} disabled={disabled} />;
}
