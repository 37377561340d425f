/** Finds the values that are known to be secret, so that they can be taken out wherever they appear. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { attemptAsync } from '../attempt.ts';
import { looksSecret, type Secret } from './redact.ts';

/** A larger file is no secret. */
const LARGEST = 256 * 1024;

export interface SecretPlaces {
  /** The exhibit's folder below the configuration folder. */
  readonly config: string;
  /** The folder of `exhibit.toml`; null: it is not known. */
  readonly content: string | null;
  /** The text of `exhibit.toml` and `site.toml`. */
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export async function findSecrets({ config, content, files, environment }: SecretPlaces): Promise<Secret[]> {
  const named = (variables: Readonly<Record<string, string | undefined>>) =>
    Object.entries(variables).flatMap(([name, value]): Secret[] => (value !== undefined && looksSecret(name) ? [{ name, value }] : []));
  const inFiles = await Promise.all([
    inFolder(join(config, 'secrets')),
    ...files.flatMap((text) => [...referred(text, 'file')].map((path) => inFile(resolve(config, path)))),
    ...files.flatMap((text) => [...referred(text, 'environment_file')].map((path) => inEnvironmentFile(resolve(content ?? config, path)))),
  ]);
  return [
    ...inFiles.flat(),
    ...files.flatMap((text) => [...referred(text, 'env')].map((name) => ({ name, value: environment[name] ?? '' }))),
    ...files.flatMap(inTable),
    ...files.flatMap(inAddresses),
    ...named(environment),
  ];
}

/**
 * What a key refers to, wherever it stands. Read from the text and not from the parsed file: a file with a mistake in it, or of
 * another version, has secrets too.
 */
function* referred(text: string, key: string): Generator<string> {
  for (const [, value] of text.matchAll(new RegExp(`(?<![\\w-])${key}\\s*=\\s*["']([^"'\\n]+)["']`, 'g')))
    if (value !== undefined) yield value;
}

/** `NAME = "value"` anywhere in the file, `environment` above all. */
function inTable(text: string): Secret[] {
  return [...text.matchAll(/([\w-]+)["']?\s*=\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')/g)].flatMap(([, name = '', quoted, plain]) =>
    looksSecret(name) ? [{ name, value: plain ?? unescaped(quoted ?? '') }] : [],
  );
}

/** The password of `https://user:password@host/`. */
function inAddresses(text: string): Secret[] {
  return [...text.matchAll(/:\/\/[^\s/:@"']*:([^\s/@"']+)@/g)].map(([, value = '']) => ({ name: 'in an address', value }));
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(`"${quoted}"`));
  } catch (error) {
    // TOML knows escapes that JSON does not: then as it is written.
    if (error instanceof SyntaxError) return quoted;
    throw error;
  }
}

async function inFolder(folder: string): Promise<Secret[]> {
  const names = (await attemptAsync(() => readdir(folder))) ?? [];
  return (await Promise.all(names.map((name) => inFile(join(folder, name))))).flat();
}

/** The whole of it, and each line: a key of many lines is rarely shown as one. */
async function inFile(file: string): Promise<Secret[]> {
  const text = (await read(file))?.trim() ?? '';
  return [...new Set([text, ...text.split('\n').map((line) => line.trim())])].map((value) => ({ name: basename(file), value }));
}

/** What is called like a secret, and what looks like a key: many letters and digits in one word. */
async function inEnvironmentFile(file: string): Promise<Secret[]> {
  const text = (await read(file)) ?? '';
  const variables = Object.entries(parseEnv(text)).flatMap(([name, value = '']) =>
    looksSecret(name) || /^(?=.*\d)(?=.*[a-z])[\w+=.~-]{16,}$/i.test(value) ? [{ name, value }] : [],
  );
  return [...variables, ...inAddresses(text)];
}

/** Null: a file that is not there, or not ours to read, holds nothing that this account could give away. */
function read(file: string): Promise<string | null> {
  return attemptAsync(async () => {
    const found = await stat(file);
    return found.isFile() && found.size <= LARGEST ? readFile(file, 'utf8') : null;
  });
}
