/** Shell completions from the command line's own definitions: commands, their words and options. Names of services are not asked for. */
import type { CliCommand, CliOption } from './cli-reference.ts';

const EXHIBIT: CliOption = {
  flags: '-e, --exhibit <name>',
  long: '--exhibit',
  short: '-e',
  takesValue: true,
  choices: [],
  description: 'the exhibit that is meant, where several run',
};
const HELP: CliOption = {
  flags: '-h, --help',
  long: '--help',
  short: '-h',
  takesValue: false,
  choices: [],
  description: 'display help for command',
};

const namesOf = (option: CliOption): readonly string[] => [option.short, option.long].filter((name) => name !== null);
const allOptions = (command: CliCommand): readonly CliOption[] =>
  [...command.options, EXHIBIT, HELP].filter((option, place, all) => all.findIndex(({ long }) => long === option.long) === place);
const wordsOf = (command: CliCommand): string =>
  [...command.commands.map(({ name }) => name), ...allOptions(command).flatMap(namesOf)].join(' ');

/** The first word that is a command decides what may follow; files are offered too where the words do not fit. */
export function bashCompletion(commands: readonly CliCommand[]): string {
  return `# bash completion for invigil
_invigil() {
  local word=\${COMP_WORDS[COMP_CWORD]} command= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      -e | --exhibit) ((i++)) ;;
      -*) ;;
      *) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  local words
  case $command in
    '') words='${[...commands.map(({ name }) => name), ...[EXHIBIT, HELP].flatMap(namesOf)].join(' ')}' ;;
${commands.map((command) => `    ${command.name}) words='${wordsOf(command)}' ;;`).join('\n')}
    *) words= ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o default -F _invigil invigil
`;
}

export function zshCompletion(commands: readonly CliCommand[]): string {
  const quoted = (words: string) => `'${words.replaceAll("'", "'\\''")}'`;
  const optionSpec = (option: CliOption) =>
    namesOf(option).map((name) =>
      quoted(
        `${name}[${option.description.replace(/[[\]:]/g, '\\$&')}]${option.takesValue ? `:value:${option.choices.length > 0 ? `(${option.choices.join(' ')})` : '_files'}` : ''}`,
      ),
    );
  const rest = (command: CliCommand) =>
    command.commands.length === 0 ? ["'*:file:_files'"] : [`'1:word:(${command.commands.map(({ name }) => name).join(' ')})'`];
  return `#compdef invigil
_invigil() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C ${[EXHIBIT, HELP].flatMap(optionSpec).join(' ')} '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
${commands.map((command) => `        ${command.name}) _arguments ${[...allOptions(command).flatMap(optionSpec), ...rest(command)].join(' ')} ;;`).join('\n')}
      esac
      ;;
  esac
}
_invigil "$@"
`;
}

export function fishCompletion(commands: readonly CliCommand[]): string {
  const quoted = (words: string) => `'${words.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const option = (condition: string, { short, long, takesValue, choices, description }: CliOption) =>
    [
      `complete -c invigil -n ${quoted(condition)}`,
      short === null ? '' : ` -s ${short.slice(1)}`,
      long === null ? '' : ` -l ${long.slice(2)}`,
      takesValue ? ' -r' : '',
      choices.length > 0 ? ` -f -a ${quoted(choices.join(' '))}` : '',
      ` -d ${quoted(description)}`,
    ].join('');
  return `${[
    '# fish completion for invigil',
    ...commands.map(({ name, summary }) => `complete -c invigil -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`),
    option('__fish_use_subcommand', EXHIBIT),
    ...commands.flatMap((command) => {
      const condition = `__fish_seen_subcommand_from ${command.name}`;
      return [
        ...command.commands.map(({ name, summary }) => `complete -c invigil -n ${quoted(condition)} -f -a ${name} -d ${quoted(summary)}`),
        ...allOptions(command).map((each) => option(condition, each)),
      ];
    }),
  ].join('\n')}\n`;
}
