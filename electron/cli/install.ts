/** `invigil install PATH`: puts an exhibit onto this machine, so that it is on the screen after every boot. Shows its plan first. */
import { basename, dirname, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { type Exhibit, formatProblems, isHiddenShell, loadExhibit } from '../config/index.ts';
import type { ExhibitFacts } from '../install/facts.ts';
import { Ground } from '../install/ground.ts';
import { install, pending } from '../install/install.ts';
import { lookAt } from '../install/look.ts';
import { plan } from '../install/plan.ts';
import { accountOf, findAccount } from '../platform/accounts.ts';
import { messageOf } from '../platform/errors.ts';
import { installation } from '../platform/installation.ts';
import { isProgramStable, stableProgram } from '../platform/stable-program.ts';
import { CliError, EXIT } from './exit.ts';
import { example } from './help.ts';
import { agree } from './install/agree.ts';
import { foldersOf, recordsOf } from './install/places.ts';
import { isRoot, systemFor } from './install/system.ts';
import { planText, whatIsNext, work } from './install/text.ts';

interface Options {
  readonly user?: string;
  readonly session?: 'sway' | 'existing';
  readonly hardware?: true;
  readonly dryRun?: true;
  readonly yes?: true;
}

export function command(): Command {
  return new Command('install')
    .argument('<path>', 'the exhibit.toml, or its folder: it is linked, never copied')
    .option('--user <name>', 'whom the exhibit runs as, made when missing; left out: kiosk, and without root yourself')
    .addOption(
      new Option('--session <kind>', 'sway: log in by itself and show the exhibit; existing: leave it').choices(['sway', 'existing']),
    )
    .option('--hardware', 'let the user reach cameras, sound, serial lines and pins')
    .option('--dry-run', 'show the plan and do nothing')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', example('sudo invigil install /srv/lantern --user kiosk', 'on a bare machine, once'))
    .action(async (path: string, options: Options) => {
      const user = options.user ?? ownUser();
      const folders = foldersOf(user);
      const exhibit = await exhibitAt(path, dirname(folders.config));
      const system = systemFor(user);
      const looking = {
        root: isRoot(),
        installation: installation(),
        exhibit,
        user,
        folders,
        ask: system.ask,
        askAsUser: system.askAsUser,
      };
      const facts = await lookAt(looking);
      const planned = plan(facts, { user, session: options.session ?? null, hardware: options.hardware === true });
      if (planned.refusals.length > 0) throw new CliError(EXIT.failed, [...planned.refusals, 'Nothing was done.'].join('\n'));

      const ground = new Ground({ run: system.run, user: () => (isRoot() ? findAccount(user) : null) });
      const steps = pending(ground, planned.steps);
      const newProgram = !isProgramStable();
      const todo = work(newProgram ? facts.installation.program : null, steps);
      say(planText(exhibit, user, todo, planned));
      if (options.dryRun === true) return;
      const about = { exhibit: exhibit.name, user, content: exhibit.folder };
      const installing = { steps, root: isRoot(), records: recordsOf(folders, exhibit.name), about };
      // Even then root's record says that this exhibit needs what it shares.
      if (todo.length === 0) return install(ground, installing, () => undefined);
      await agree('Do all of this?', 'invigil install', options.yes === true);
      try {
        // Before the unit that starts it.
        await stableProgram();
        await install(ground, installing, (step) => say(`Done: ${step.says}`));
        // Of a unit that runs the file is read again; it is stopped and started by nobody but a person.
        if (facts.unitRuns) await system.askAsUser('systemctl', ['--user', 'daemon-reload']);
      } catch (error) {
        const why = messageOf(error);
        const next = 'What is done so far is recorded. Mend this and install again, or take it back with: invigil uninstall';
        throw new CliError(EXIT.failed, `It failed: ${why}\n${next}`);
      }
      const runsOn = { content: facts.unitRuns && steps.some(({ id }) => id === 'exhibit'), program: facts.unitRuns && newProgram };
      const { needsReboot } = planned;
      say(whatIsNext({ name: exhibit.name, path: resolve(path), user, root: isRoot(), needsReboot, runsOn }));
    });
}

/** Rejects when the file is wrong: then nothing is looked at, and nothing done. */
async function exhibitAt(path: string, configHome: string): Promise<ExhibitFacts> {
  const loaded = await loadExhibit({ path, configHome });
  if (!loaded.ok) throw new CliError(EXIT.wrongFile, `${formatProblems(loaded.problems)}\nNothing was done.`);
  const { exhibit } = loaded;
  if (basename(exhibit.file) !== 'exhibit.toml') {
    throw new CliError(
      EXIT.failed,
      `The installed exhibit's file has to be called exhibit.toml, not ${basename(exhibit.file)}. Nothing was done.`,
    );
  }
  const { name, title, colour, overlay } = exhibit;
  return { name, title, colour, folder: resolve(exhibit.folder), hotkey: overlay.hotkey, hasPrograms: hasPrograms(exhibit) };
}

function hasPrograms({ services }: Exhibit): boolean {
  return services.some((service) => service.role === 'display' && service.url === null && !isHiddenShell(service));
}

function ownUser(): string {
  return isRoot() ? 'kiosk' : (accountOf(process.getuid?.() ?? 0)?.name ?? 'kiosk');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
