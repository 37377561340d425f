/**
 * What an exhibit file for a folder could hold, by what lies in it. Only looked at, nothing is run; a guess that is wrong is one
 * answer away from being right. Programs that a person would start first come first.
 */
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { legalName } from '../legal-name.ts';
import { type Files, filesIn } from './files.ts';
import { type NodeProgram, nodeProgram, portIn } from './package.ts';
import type { Program, Proposal } from './proposal.ts';
import { pythonScripts } from './python.ts';

/** More than this is a folder of tools, not an exhibit. */
const MOST_PROGRAMS = 5;
/** Names that say nothing but "this one". */
const PLAIN_NAMES = ['main', 'app', 'index', 'server', 'start', 'run', 'npm', 'pnpm', 'yarn', 'bun', '__main__'];
const AUDIO_NAMES = ['sound', 'music'];

export function lookAt(folder: string): Proposal {
  const files = filesIn(folder);
  const node = nodeProgram(files);
  const programs = programsIn(files, node);
  const given = basename(folder);
  return { name: legalName(given) ?? 'exhibit', title: titleOf(files, given), programs, page: pageOf(folder, files, node, programs) };
}

function programsIn(files: Files, node: NodeProgram | null): Program[] {
  const found: { readonly stem: string; readonly command: Program['command']; readonly from: string }[] = [];
  if (node !== null) found.push({ stem: node.isElectron ? 'display' : 'npm', command: node.command, from: 'package.json' });
  for (const { file, command } of pythonScripts(files)) found.push({ stem: stem(file), command, from: file });
  for (const file of files.names) {
    if (file.endsWith('.py') || !files.isExecutable(file)) continue;
    found.push({ stem: stem(file), command: [`./${file}`], from: file });
  }
  const programs: Program[] = [];
  for (const { stem: given, command, from } of found.slice(0, MOST_PROGRAMS)) {
    const name = freeName(
      given,
      programs.map((program) => program.name),
    );
    programs.push({ name, command, from });
  }
  return programs;
}

/** A name that means a role has it; what says nothing is the core, if there is none yet. */
function freeName(given: string, taken: readonly string[]): string {
  const meant = PLAIN_NAMES.includes(given) ? 'core' : AUDIO_NAMES.includes(given) ? 'audio' : (legalName(given) ?? 'core');
  if (!taken.includes(meant)) return meant;
  const own = legalName(given) ?? 'program';
  const candidates = [own, ...taken.map((_, place) => `${own.slice(0, 28)}-${place + 2}`)];
  return candidates.find((name) => !taken.includes(name)) ?? own;
}

function stem(file: string): string {
  return basename(file, extname(file)).toLowerCase();
}

/** The page that a server of the folder answers with, or the page that lies in it. */
function pageOf(folder: string, files: Files, node: NodeProgram | null, programs: readonly Program[]): string | null {
  if (programs.some(({ name }) => name === 'display')) return null;
  const sources = [
    ...programs.flatMap(({ from }) => from ?? []),
    ...files.names.filter((name) => /^(server|index|main|app)\.[mc]?[jt]s$/.test(name)),
  ];
  const port = node?.port ?? sources.map((file) => portIn(files.text(file))).find((found) => found !== null);
  if (port !== undefined && port !== null) return `http://127.0.0.1:${port}/`;
  return files.has('index.html') ? pathToFileURL(join(folder, 'index.html')).href : null;
}

/** What the page calls itself, else the folder's name as it would be said. */
function titleOf(files: Files, given: string): string {
  const title = /<title>([^<]{1,200})<\/title>/i.exec(files.text('index.html'))?.[1]?.replace(/\s+/g, ' ').trim();
  if (title !== undefined && title !== '' && !title.includes('&')) return title;
  const words = given
    .replace(/[-_]+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
  return words === '' ? 'Exhibit' : words.charAt(0).toUpperCase() + words.slice(1, 200);
}
