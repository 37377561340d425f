/** What the person who signed in can do about the whole: first what mends, last and apart what is dangerous. */
import { z } from 'zod';
import type { Overview } from '../../../electron/documents/overview.ts';
import type { Suggestion } from '../../exhibit/advice.ts';
import { Dangers } from '../../exhibit/dangers.tsx';
import { Identify } from '../../exhibit/exhibit-actions.tsx';
import { Mending } from '../../exhibit/mending.tsx';
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
  return (
    <section className="actions" aria-label={words.actions.heading}>
      <h2>{words.actions.heading}</h2>
      <Mending state={state} suggestion={suggestion} may={may} disabled={disabled} />
      {may('volume') && <Volume disabled={disabled} missed={sounds} />}
      <div className="screen-actions">
        {may('identify') && <Identify disabled={disabled} />}
        {may('reload') && <Reload disabled={disabled} />}
      </div>
      <Dangers commands={['reboot', 'poweroff']} may={may} disabled={disabled} />
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
