/** `invigil uninstall`: takes away what `install` made, and says what it kept. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { Ground } from '../install/ground.ts';
import { type Records, readRecord } from '../install/install.ts';
import { recordsIn } from '../install/look.ts';
import type { Manifest } from '../install/manifest.ts';
import { RECORDS, userRecord } from '../install/plan.ts';
import type { Part } from '../install/step.ts';
import { uninstall } from '../install/uninstall.ts';
import { accountOf, findAccount } from '../platform/accounts.ts';
import { messageOf } from '../platform/errors.ts';
import { installation, stablePlaces } from '../platform/installation.ts';
import { CliError, EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { agree } from './install/agree.ts';
import { foldersOf, recordsOf } from './install/places.ts';
import { isRoot, systemFor } from './install/system.ts';

interface Options extends GlobalOptions {
  readonly removeUser?: true;
  readonly dryRun?: true;
  readonly yes?: true;
}

export function command(): Command {
  return new Command('uninstall')
    .option('--remove-user', 'the user too, with its home folder, where the installation has made it')
    .option('--dry-run', 'show what would be taken away and do nothing')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', example('sudo invigil uninstall', 'back to manual operation'))
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const meant = choose(options.exhibit);
      if (meant === null) return say(isRoot() ? NOTHING : `${NOTHING} What root has installed: sudo invigil uninstall`);
      const { exhibit, user } = meant;
      const folders = foldersOf(user);
      const records = recordsOf(folders, exhibit);
      const system = systemFor(user);
      const ground = new Ground({ run: system.run, user: () => (isRoot() ? findAccount(user) : null) });
      const found = partsOf(ground, records);
      say(planText(exhibit, found, options.removeUser === true));
      if (options.dryRun === true) return;
      await agree('Take all of this away?', 'invigil uninstall', options.yes === true);

      const told = { done: (sentence: string) => say(`Done: ${sentence}`), kept: (sentence: string) => say(`Kept: ${sentence}`) };
      try {
        for (const { part } of found) {
          const others = otherRecords(part, records, folders.state);
          await uninstall(ground, { part, record: records[part], others, removeUser: options.removeUser === true }, told);
          // Units that are gone are forgotten.
          await system[part === 'user' ? 'askAsUser' : 'ask'](
            'systemctl',
            part === 'user' ? ['--user', 'daemon-reload'] : ['daemon-reload'],
          );
        }
      } catch (error) {
        const why = messageOf(error);
        throw new CliError(EXIT.failed, `It failed: ${why}\nWhat is left is still recorded: mend this, and run the same command again.`);
      }
      say(whatIsKept(meant, records, options.removeUser === true));
    });
}

const NOTHING = 'Nothing is installed here.';

/** The one that is meant; null: none is installed. */
function choose(name: string | undefined): Manifest | null {
  const all = isRoot() ? recordsIn(RECORDS) : ownRecords();
  const meant = name === undefined ? all : all.filter(({ exhibit }) => exhibit === name);
  const names = all.map(({ exhibit }) => exhibit).join(', ');
  if (meant.length > 1) throw new CliError(EXIT.usage, `Several exhibits are installed: ${names}. Say which one is meant with -e NAME.`);
  if (meant[0] === undefined && all.length > 0) throw new CliError(EXIT.failed, `"${name}" is not installed. There is: ${names}.`);
  return meant[0] ?? null;
}

function ownRecords(): Manifest[] {
  const { state } = foldersOf(accountOf(process.getuid?.() ?? 0)?.name ?? '');
  const ground = new Ground({ run: async () => undefined, user: () => null });
  return exhibitsIn(state).flatMap((exhibit) => readRecord(ground, 'user', userRecord(state, exhibit)) ?? []);
}

/** The user's part first: it stops the exhibit, while the user's manager still runs. */
function partsOf(ground: Ground, records: Records): { readonly part: Part; readonly manifest: Manifest }[] {
  const parts: readonly Part[] = isRoot() ? ['user', 'machine'] : ['user'];
  return parts.flatMap((part) => {
    const manifest = readRecord(ground, part, records[part]);
    return manifest === null ? [] : [{ part, manifest }];
  });
}

function otherRecords(part: Part, records: Records, state: string): string[] {
  const own = records[part];
  const all =
    part === 'machine'
      ? recordsIn(RECORDS).map(({ exhibit }) => join(dirname(own), `${exhibit}.json`))
      : exhibitsIn(state)
          .map((exhibit) => userRecord(state, exhibit))
          .filter((path) => existsSync(path));
  return all.filter((path) => path !== own);
}

function exhibitsIn(state: string): string[] {
  return existsSync(state) ? readdirSync(state) : [];
}

function planText(exhibit: string, found: readonly { readonly manifest: Manifest }[], removeUser: boolean): string {
  const sentences = found
    .flatMap(({ manifest }) => [...manifest.entries].reverse())
    .filter(({ id, undoSays }) => undoSays !== '' && (removeUser || id !== 'account'))
    .map(({ undoSays }, at) => `${String(at + 1).padStart(3)}. ${undoSays}`);
  return [`To uninstall ${exhibit}; what other exhibits share stays for them:`, '', ...sentences, ''].join('\n');
}

function whatIsKept({ exhibit, user, content, entries }: Manifest, records: Records, removeUser: boolean): string {
  const state = dirname(records.user);
  // Only what an installation has made is removed by one.
  const made = entries.some(({ id }) => id === 'account');
  const hadSession = entries.some(({ id }) => id.startsWith('session-'));
  return [
    '',
    `Kept: the exhibit in ${content}.`,
    ...(existsSync(state) ? [`Kept: state and logs in ${state}.`] : []),
    ...keptProgram(),
    ...(isRoot() && !(made && removeUser) ? [`Kept: the user ${user}. Remove it with: sudo userdel -r ${user}`] : []),
    ...(hadSession ? ['The session before comes back with the next boot.'] : []),
    ...(!isRoot() && existsSync(records.machine) ? [`Left for root: sudo invigil uninstall -e ${exhibit}`] : []),
  ].join('\n');
}

/** Of an AppImage: other exhibits may start from it, and this command does. Of a deb the package's manager knows. */
function keptProgram(): string[] {
  const { program, copies } = stablePlaces(process.env).own;
  if (installation().kind !== 'appimage' || !existsSync(copies)) return [];
  const remove = isRoot() ? 'sudo rm -r' : 'rm -r';
  return [`Kept: this Invigil in ${copies}, which other exhibits may start from. Remove it with: ${remove} ${copies} ${program}`];
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
