/** `invigil desktop apply|restore`: the desktop around the exhibit, and back as it was. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { DEFAULT_COLOUR, DEFAULT_HOTKEY, type Exhibit, formatProblems, isHiddenShell, loadExhibit } from '../config/index.ts';
import { apply, type Desktop, desktopOf, restore } from '../desktop/apply.ts';
import type { Desk, Line } from '../desktop/desktop.ts';
import type { Wanted } from '../desktop/sway.ts';
import { ownAccount } from '../platform/accounts.ts';
import { appIdOf } from '../platform/app-id.ts';
import { FileError } from '../store/atomic-file.ts';
import { becomeOwnerOf } from './doctor/account.ts';
import { lookAround, type Place } from './doctor/place.ts';
import { CliError, EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { exhibitPath } from './run.ts';

interface Options extends GlobalOptions {
  readonly dryRun?: true;
}

export function command(): Command {
  return new Command('desktop')
    .addArgument(new Argument('<act>', '`apply` or `restore`').choices(['apply', 'restore']))
    .argument('[path]', 'an exhibit.toml or its folder, for colour and keys; left out: the installed exhibit that -e names, or this folder')
    .option('--dry-run', 'say what would be done, and do nothing')
    .addHelpText('after', example('invigil desktop apply --dry-run', 'before an exhibit moves onto a machine with GNOME'))
    .action(async (act: 'apply' | 'restore', path: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      if (path === undefined) becomeOwnerOf(options.exhibit);
      const dryRun = options.dryRun === true;
      const exhibit = act === 'apply' ? await exhibitOf(path, options.exhibit) : null;
      const place = await lookAround(exhibit);
      const lines = await (act === 'apply' ? applied(place, dryRun) : restored(place.desk, dryRun)).catch(refused);
      process.stdout.write(`${lines.map(asText).join('\n')}\n`);
      process.exitCode = lines.some(({ kind }) => kind === 'cannot') ? EXIT.failed : EXIT.done;
    });
}

/** A disk that refuses is no bug. What was done before it is saved, and said by the next restore. */
function refused(error: unknown): never {
  if (error instanceof FileError) throw new CliError(EXIT.failed, `${error.message}\nThe rest was not done.`);
  throw error;
}

/** Null: none is meant. A wrong one is refused: its colour is not known. */
async function exhibitOf(path: string | undefined, name: string | undefined): Promise<Exhibit | null> {
  if (path === undefined && name === undefined && !existsSync('exhibit.toml')) return null;
  const loaded = await loadExhibit({ path: exhibitPath(path, name) });
  if (!loaded.ok) throw new CliError(EXIT.wrongFile, formatProblems(loaded.problems));
  return loaded.exhibit;
}

function applied(place: Place, dryRun: boolean): Promise<readonly Line[]> {
  const { home } = ownAccount();
  const own = place.environment['HOME'] ?? home;
  const config = place.environment['XDG_CONFIG_HOME'] ?? join(own, '.config');
  return apply(desktopAt(place), wantedBy(place.exhibit), { home: own, config }, place.desk, dryRun);
}

async function restored(desk: Desk, dryRun: boolean): Promise<readonly Line[]> {
  const lines = await restore(desk, dryRun);
  return lines.length > 0 ? lines : [{ kind: 'same', text: 'Nothing of the desktop was changed here: nothing to put back.' }];
}

/** The one on the screen, else the one that the environment names. */
function desktopAt({ session, environment }: Place): Desktop {
  const named = environment['XDG_CURRENT_DESKTOP'];
  const name = (session?.kind === 'wayland' ? session.compositor : null) ?? named;
  if (name === undefined || name === '') {
    const what = 'Nobody of this account is logged in at a screen, so it cannot be told which desktop is meant.';
    throw new CliError(EXIT.failed, `${what}\nLog in there and repeat it, or say it: XDG_CURRENT_DESKTOP=GNOME invigil desktop apply`);
  }
  const desktop = desktopOf(name) ?? desktopOf(named ?? '');
  if (desktop !== null) return desktop;
  throw new CliError(
    EXIT.failed,
    `What has to be set in ${name} is not known here; GNOME, sway and labwc are.\n\`invigil doctor\` says what of it is in the way, and docs/screens.md has rules for some others.`,
  );
}

function wantedBy(exhibit: Exhibit | null): Wanted {
  if (exhibit === null) return { colour: DEFAULT_COLOUR, hotkey: DEFAULT_HOTKEY, outputs: [] };
  const outputs = exhibit.services.flatMap((service) =>
    !isHiddenShell(service) && service.output !== null && 'name' in service.output
      ? [{ appId: appIdOf(service.name), output: service.output.name }]
      : [],
  );
  return { colour: exhibit.colour, hotkey: exhibit.overlay.hotkey, outputs };
}

const HEADS: Readonly<Record<Line['kind'], string>> = {
  done: 'done',
  would: 'would do',
  same: 'nothing to do',
  left: 'left alone',
  cannot: 'not done',
  todo: 'for you to do',
};
const INDENT = 15;

function asText({ kind, text }: Line): string {
  return `${HEADS[kind].padEnd(INDENT)}${text.trimEnd().replaceAll('\n', `\n${' '.repeat(INDENT)}`)}`;
}
