import { join } from 'node:path';
import { chooseStateFolder } from './state-folder.ts';

/** Whose logs are meant: see `chooseStateFolder`. */
export async function chooseLogFolder(name: string | undefined): Promise<string> {
  return join(await chooseStateFolder(name), 'log');
}
