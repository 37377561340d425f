/**
 * `invigil support`: one archive for whoever helps, with all that can be known of an exhibit and its machine, and without secrets.
 *
 * Two ways keep secrets out. Files that hold them are never taken: `secrets/`, `environment_file`s, the database itself. And every
 * text is cleaned: of the values found in those places, in every form in which programs write them, and of what stands where
 * secrets usually stand (`platform/secrets/redact.ts`). What nobody could recognise as a secret stays, so a person has to look.
 */
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { attempt } from '../platform/attempt.ts';
import { messageOf } from '../platform/errors.ts';
import { findSecrets } from '../platform/secrets/find.ts';
import { redactor } from '../platform/secrets/redact.ts';
import { megabytes } from '../supervisor/words.ts';
import { CliError, EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { chooseStateFolder } from './state-folder.ts';
import { collect } from './support/collect.ts';
import type { Item } from './support/item.ts';
import { type Places, placesOf } from './support/places.ts';
import { type Packed, tar } from './support/tar.ts';

interface Options extends GlobalOptions {
  readonly output?: string;
}

export function command(): Command {
  return new Command('support')
    .option('--output <file>', 'where to write the archive (.tar.gz); left out: in this folder, with name and time')
    .addHelpText('after', example('invigil support --output /tmp/lantern.tar.gz', 'when you ask somebody for help'))
    .action(async (_, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const places = await placesOf(await chooseStateFolder(options.exhibit));
      const now = new Date();
      const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
      const name = `invigil-support-${places.name}-${stamp}`;
      const clean = redactor(await secretsOf(places));
      const files = (await collect(places, clean)).map((item) => packed(item, clean));
      const output = resolve(options.output ?? `${name}.tar.gz`);
      const inFolder = files.map((file) => ({ ...file, name: `${name}/${file.name}` }));
      write(output, gzipSync(tar(inFolder, now.getTime())));
      process.stdout.write(summary(output, files));
      process.exitCode = EXIT.done;
    });
}

function secretsOf({ config, exhibitFile }: Places) {
  const files = [exhibitFile, join(config, 'site.toml')].flatMap((file) =>
    file === null ? [] : (attempt(() => readFileSync(file, 'utf8')) ?? []),
  );
  return findSecrets({ config, content: exhibitFile === null ? null : dirname(exhibitFile), files, environment: process.env });
}

function packed(item: Item, clean: (text: string) => string): Packed {
  return 'bytes' in item ? item : { name: item.name, bytes: Buffer.from(clean(item.text)) };
}

/** For this account alone; under sudo for the one that has called it. */
function write(file: string, archive: Buffer): void {
  try {
    writeFileSync(file, archive, { mode: 0o600 });
    const { SUDO_UID, SUDO_GID } = process.env;
    if (process.getuid?.() === 0 && SUDO_UID !== undefined && SUDO_GID !== undefined) chownSync(file, Number(SUDO_UID), Number(SUDO_GID));
  } catch (error) {
    const why = messageOf(error);
    throw new CliError(EXIT.failed, `${file} cannot be written: ${why}\nName another place with --output FILE.`);
  }
}

function summary(output: string, files: readonly Packed[]): string {
  const width = Math.max(...files.map(({ name }) => name.length));
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return [
    `${output} holds ${files.length} files, ${megabytes(total)} unpacked:`,
    ...files.map(({ name, bytes }) => `  ${name.padEnd(width)}  ${megabytes(bytes.length).padStart(7)}`),
    'Known secrets, and what looks like one, were replaced. Logs and pictures may still show what is private:',
    `look before you send it. To look: tar -xzf ${output}`,
    '',
  ].join('\n');
}
