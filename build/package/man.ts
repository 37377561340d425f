/** The man page invigil(1), from the command line's own help. */
import type { CliCommand, CliOption } from './cli-reference.ts';
import { ABOUT } from './layout.ts';

/** `date` as YYYY-MM-DD. */
export function manPage(commands: readonly CliCommand[], about: { version: string; date: string }): string {
  const lines = [
    `.TH INVIGIL 1 "${about.date}" "Invigil ${text(about.version)}" "User Commands"`,
    '.SH NAME',
    `invigil \\- ${text(ABOUT.summary)}`,
    '.SH SYNOPSIS',
    '.B invigil',
    '[\\fB\\-e\\fR \\fIEXHIBIT\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]',
    '.SH DESCRIPTION',
    text(ABOUT.description),
    '.PP',
    text('Answers go to standard output, everything else to standard error. Reading commands take --json.'),
    '.SH OPTIONS',
    ...tagged('\\fB\\-e\\fR, \\fB\\-\\-exhibit\\fR \\fINAME\\fR', 'The exhibit that is meant, where several run.'),
    '.SH COMMANDS',
    ...commands.flatMap((command) => section(command, '.SS', command.name)),
    '.SH EXIT STATUS',
    ...[
      ['0', 'done'],
      ['1', 'asked and failed, or problems found'],
      ['64', 'used in a way it does not know'],
      ['69', 'the supervisor does not run'],
      ['70', 'a bug in Invigil, or a broken installation'],
      ['77', 'not allowed'],
      ['78', 'the exhibit file is wrong'],
    ].flatMap(([status = '', meaning = '']) => tagged(`\\fB${status}\\fR`, meaning)),
    '.PP',
    text('health answers as monitoring plugins do: 0 healthy, 1 warning, 2 error or fatal, 3 unknown or not running.'),
    '.SH ENVIRONMENT',
    ...tagged('\\fBINVIGIL_NODE\\fR', 'Path of the Node 24 that runs the command line and the supervisor, in place of the packaged one.'),
    '.SH FILES',
    ...tagged('\\fI$XDG_CONFIG_HOME/invigil/NAME/\\fR', 'site.toml, secrets/, and exhibit, a link to the content.'),
    ...tagged('\\fI$XDG_STATE_HOME/invigil/NAME/\\fR', 'What outlives a boot.'),
    ...tagged('\\fI$XDG_RUNTIME_DIR/invigil/NAME/\\fR', 'Sockets and health documents.'),
  ];
  return `${lines.join('\n')}\n`;
}

function section({ name, usage, summary, options, commands, example }: CliCommand, heading: '.SS' | '.TP', path: string): string[] {
  return [
    heading === '.SS' ? `.SS ${text(name)}` : '',
    `\\fBinvigil ${text(path)}\\fR ${text(usage)}`,
    '.PP',
    text(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`),
    ...options.flatMap((option) => tagged(`\\fB${text(option.flags)}\\fR`, valuesOf(option))),
    ...commands.flatMap((child) => ['.PP', ...section(child, '.TP', `${path} ${child.name}`)]),
    ...(example === null ? [] : ['.PP', '.nf', ...example.split('\n').map(text), '.fi']),
  ].filter((line) => line !== '');
}

function valuesOf({ description, choices }: CliOption): string {
  return choices.length === 0 || description.includes('choices') ? description : `${description} (${choices.join(', ')})`;
}

function tagged(tag: string, description: string): string[] {
  return ['.TP', tag, text(description)];
}

/** For roff: no letter of it is a request. */
function text(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(\s*)([.'])/gm, '$1\\&$2');
}
