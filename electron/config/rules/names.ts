import { faultAt, faultAtKey } from '../fault.ts';
import { NAME, NAME_WANTED, VARIABLE } from '../schema/values.ts';
import { tableAt } from '../source/tree.ts';
import { type Rule, servicesOf } from './rule.ts';

/** Taken: the shell where an exhibit has displays, none of them `url`; and the supervisor, whose log is `invigil.log`. */
const RESERVED: Readonly<Record<string, string>> = {
  shell: 'Invigil has a service "shell" of its own',
  invigil: 'the log "invigil" is the supervisor\'s own',
};

/** Names of services and of environment variables; an exhibit has at least one service, and its name is not the site's. */
export const names: Rule = ({ root, site, complete }) => {
  const services = tableAt(root, ['service']);
  const problems = [...(services?.entries.keys() ?? [])].flatMap((name) => {
    const wanted = `${NAME_WANTED}, like [service.core]`;
    const taken = Object.hasOwn(RESERVED, name) ? RESERVED[name] : undefined;
    if (taken !== undefined) {
      return [faultAtKey(root, ['service', name], { found: 'a reserved name', wanted: `another name: ${taken}` })];
    }
    return NAME.test(name) ? [] : [faultAtKey(root, ['service', name], { found: `the name ${JSON.stringify(name)}`, wanted })];
  });
  if (services?.entries.size === 0 && complete)
    problems.push(faultAt(root, ['service'], { found: 'no service', wanted: 'at least one, like [service.core]' }));
  for (const { path, table } of servicesOf(root)) {
    for (const name of tableAt(table, ['environment'])?.entries.keys() ?? []) {
      if (VARIABLE.test(name)) continue;
      const wanted = 'a name of letters, digits and _, not beginning with a digit, like LOG_LEVEL';
      problems.push(faultAtKey(root, [...path, 'environment', name], { found: `the name ${JSON.stringify(name)}`, wanted }));
    }
  }
  if (site && tableAt(site, ['exhibit'])?.entries.has('name')) {
    const facts = { found: 'a name in the site file', wanted: 'the name in exhibit.toml only', hint: 'a site may have its own "title"' };
    problems.push(faultAtKey(site, ['exhibit', 'name'], facts));
  }
  return problems;
};
