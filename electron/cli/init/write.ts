/** The text of an exhibit file, in the order in which people read it. Pure. */
import { inQuotes } from '../../config/index.ts';
import { tomlStrings } from '../toml.ts';
import type { Program, Proposal } from './proposal.ts';

/** Names that are taken before "display" when a program has it already. */
const PAGE_NAMES = ['display', 'page', 'screen'];

export function exhibitText({ name, title, programs, page }: Proposal): string {
  const core = programs.find((program) => program.name === 'core');
  const blocks = [
    `# What this exhibit consists of. Every key: docs/exhibit-toml.md\nschema = 1`,
    `[exhibit]\nname = ${inQuotes(name)}   # of folders, logs and alerts\ntitle = ${inQuotes(title)}   # what people are shown`,
    ...programs.map((program) => programText(program, core)),
  ];
  if (page !== null) {
    const called = PAGE_NAMES.find((each) => programs.every((program) => program.name !== each)) ?? 'display';
    blocks.push(pageText(called, page, programs));
  }
  blocks.push(nextText(programs));
  return `${blocks.join('\n\n')}\n`;
}

function programText(program: Program, core: Program | undefined): string {
  const lines = [`[service.${program.name}]`, `command = ${tomlStrings(program.command)}`];
  if (core !== undefined && core !== program) lines.push(after(core.name));
  lines.push('# heartbeat = ...   # a hang is not noticed yet: "invigil try" suggests this line');
  return lines.join('\n');
}

function pageText(name: string, page: string, programs: readonly Program[]): string {
  const role = name === 'display' ? [] : ['role = "display"'];
  const first = programs.find((program) => program.name === 'core') ?? programs[0];
  const waits = first === undefined ? [] : [after(first.name)];
  return [`[service.${name}]`, ...role, `url = ${inQuotes(page)}   # shown full screen`, ...waits].join('\n');
}

function after(name: string): string {
  return `after = ["${name}"]   # not started before that is ready`;
}

function nextText(programs: readonly Program[]): string {
  return ['# Next:', ...nextSteps(programs).map((line) => `#   ${line}`)].join('\n');
}

/** What to do when the file is there: a command a line, and why. */
export function nextSteps([first]: readonly Program[]): string[] {
  const steps = [
    ['invigil check', 'is the file right?'],
    ...(first === undefined ? [] : [[`invigil try -- ${first.command.map(shellWord).join(' ')}`, 'which heartbeat fits it?']]),
    ['invigil run', 'run the exhibit, until Ctrl+C'],
  ];
  const width = Math.max(...steps.map(([command = '']) => command.length));
  return steps.map(([command = '', why = '']) => `${command.padEnd(width)}   ${why}`);
}

/** One word of a command line. A line end would end the comment it may stand in. */
export function shellWord(word: string): string {
  const line = word.replace(/\s/g, ' ');
  return /^[\w@%+=:,./-]+$/.test(line) ? line : `'${line.replaceAll("'", `'\\''`)}'`;
}
