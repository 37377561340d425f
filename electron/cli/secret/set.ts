/** The way of every secret that the command line sets: whose it is, what it is, and onto the disk as the account that it belongs to. */
import { join } from 'node:path';
import { NAME, NAME_WANTED } from '../../config/schema/values.ts';
import { giveUpRoot } from '../../platform/accounts.ts';
import { FileError } from '../../store/atomic-file.ts';
import { CliError, EXIT } from '../exit.ts';
import { choosePlace, configOf, type Place } from './place.ts';
import { writeSecret } from './write.ts';

/** By its key in `[[access]]`. */
export type SecretKey = 'pin' | 'password' | 'token';

export interface Written {
  readonly file: string;
  readonly place: Place;
}

interface NewSecret {
  readonly key: SecretKey;
  /** The person's or program's name. */
  readonly name: string;
  /** What people call it: `PIN`. */
  readonly what: string;
  /** The exhibit that was asked for; undefined: the only one. */
  readonly exhibit: string | undefined;
  /** What is written. Asked for before anything else is done, as who has called. */
  readonly make: (exhibit: string) => Promise<string>;
}

/** From now on this process is the account that the exhibit belongs to. */
export async function setSecret({ key, name, what, exhibit, make }: NewSecret): Promise<Written> {
  if (!NAME.test(name)) throw new CliError(EXIT.usage, `"${name}" cannot be the name of a person: it has to be ${NAME_WANTED}.`);
  const place = await choosePlace(exhibit);
  const line = await make(place.exhibit);
  if (place.home.account !== null) giveUpRoot(place.home.account);
  const file = join(configOf(place), 'secrets', `${name}.${key}`);
  try {
    await writeSecret(file, line);
  } catch (error) {
    if (!(error instanceof FileError) && !(error instanceof Error && 'code' in error)) throw error;
    throw new CliError(EXIT.failed, `The ${what} could not be written: ${error.message}\nThe one before, if there was one, stays.`);
  }
  return { file, place };
}
