import { RestartExhibit } from '../exhibit/exhibit-actions.tsx';
import { permissionsWithoutPin } from '../exhibit/permissions.ts';
import { Volume } from '../exhibit/volume.tsx';
import { useWords } from '../words/context.tsx';

/** What the exhibit file allows to everybody who opens the overlay. */
export function WithoutPin({ commands, disabled }: { readonly commands: readonly string[]; readonly disabled: boolean }) {
  const words = useWords();
  const may = permissionsWithoutPin(commands);
  return (
    <section className="without-pin" aria-label={words.pad.withoutPin}>
      {may('volume') && <Volume disabled={disabled} />}
      {may('restart') && <RestartExhibit disabled={disabled} first={false} />}
    </section>
  );
}
