/** `invigil run [PATH]`: the supervisor itself, in the foreground. */
import { Command, Option } from 'commander';
import { startThread } from '../log/thread.ts';
import { useCompiled } from '../platform/compiled.ts';
import { exhibitPaths } from '../platform/paths.ts';
import { example, type GlobalOptions } from './help.ts';

interface Options extends GlobalOptions {
  readonly only?: string[];
  readonly recover: boolean;
  readonly watch?: true;
  readonly demo?: true;
}

export function command(): Command {
  return new Command('run')
    .argument('[path]', 'an exhibit.toml or its folder; left out: the installed exhibit that -e names, or this folder')
    .option('--only <service...>', 'run these services alone')
    .option('--no-recover', 'restart nothing by itself: what fails or hangs stays as it is, to be looked at')
    .option('--watch', 'restart a service when its files change, for work on its program')
    .addOption(new Option('--demo', 'show pages in a window').hideHelp())
    .addHelpText('after', example('invigil run ~/exhibits/lantern --only core', 'while you work on one program on your own desk'))
    .action(async (path: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const thread = startThread();
      useCompiled();
      // Loaded here: no other command needs the supervisor.
      const { runSupervisor } = await import('../supervisor/main.ts');
      const request = {
        path: exhibitPath(path, options.exhibit),
        only: options.only ?? null,
        demo: options.demo ?? false,
        recovers: options.recover,
        watch: options.watch ?? false,
      };
      process.exitCode = await runSupervisor(request, thread);
    });
}

/** `install` links an exhibit's folder as `exhibit` beside its site file. */
export function exhibitPath(path: string | undefined, exhibit: string | undefined): string {
  return path ?? (exhibit === undefined ? '.' : exhibitPaths(exhibit).content);
}
