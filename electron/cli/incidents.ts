/** `invigil incidents [ID]`: what failed, and what is known of it, also when nothing runs any more. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { messageOf } from '../platform/errors.ts';
import { story } from '../supervisor/story/story.ts';
import { CliError, EXIT } from './exit.ts';
import { example, type GlobalOptions } from './help.ts';
import { incidentJson } from './incidents/json.ts';
import { incidentList } from './incidents/list.ts';
import { readAll, readOne } from './incidents/read.ts';
import { rebootList } from './incidents/reboots.ts';
import { chooseStateFolder } from './state-folder.ts';
import { lookOf } from './terminal.ts';

/** A list for people ends with the newest; programs get all. */
const LAST = 50;

interface Options extends GlobalOptions {
  readonly service?: string;
  readonly picture?: string;
  readonly json?: true;
}

export function command(): Command {
  return new Command('incidents')
    .argument('[id]', `the number of one, for its story; left out: a list of the last ${LAST}, the newest last`)
    .option('--service <name>', 'only those of this service')
    .option('--picture <file>', 'write the picture of the screen to this file (JPEG or PNG)')
    .option('--json', 'all of them, or the whole one, for programs')
    .addHelpText('after', example('invigil incidents 12', 'to read in the morning what happened at night'))
    .action(async (id: string | undefined, _, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const folder = await chooseStateFolder(options.exhibit);
      const file = join(folder, 'history.db');
      if (id === undefined) list(file, join(folder, 'reboots.json'), options);
      else one(file, numberOf(id), options);
      process.exitCode = EXIT.done;
    });
}

function list(file: string, rebootsFile: string, { service, json, picture }: Options): void {
  if (picture !== undefined) throw new CliError(EXIT.usage, '--picture is of one incident: invigil incidents ID --picture FILE');
  const all = readAll(file, json ? Number.MAX_SAFE_INTEGER : LAST, service);
  if (json) return print(JSON.stringify(all.map(incidentJson)));
  const look = lookOf(process.stdout, process.env);
  const none = `No incident${service === undefined ? '' : ` of "${service}"`} has been recorded.`;
  print(all.length === 0 ? none : incidentList(all, look, Date.now()));
  const reboots = service === undefined ? rebootList(rebootsFile, look) : null;
  if (reboots !== null) print(`\n${reboots}`);
}

function one(file: string, number: number, { json, picture }: Options): void {
  const found = readOne(file, number);
  if (found === null) throw new CliError(EXIT.failed, `There is no incident ${number}. All that there are: invigil incidents`);
  if (picture !== undefined) return save(picture, number, found.picture);
  print(json ? JSON.stringify(incidentJson(found)) : story(found, lookOf(process.stdout, process.env), Date.now()));
}

function save(file: string, number: number, picture: Uint8Array | null): void {
  if (picture === null) throw new CliError(EXIT.failed, `There is no picture of incident ${number}.`);
  try {
    writeFileSync(file, picture);
  } catch (error) {
    throw new CliError(EXIT.failed, `${file} cannot be written: ${messageOf(error)}`);
  }
  print(`The screen as it was at incident ${number} is in ${file}.`);
}

function numberOf(id: string): number {
  if (/^[1-9]\d{0,9}$/.test(id)) return Number(id);
  throw new CliError(EXIT.usage, `"${id}" is not the number of an incident. They are listed by: invigil incidents`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
