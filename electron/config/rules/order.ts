import { faultAt } from '../fault.ts';
import { probablyMeant } from '../nearest.ts';
import type { KeyPath, Problem } from '../problem.ts';
import type { Table } from '../source/tree.ts';
import { type Rule, servicesOf, textsAt } from './rule.ts';

/** What names services: they exist, none names itself, and nobody waits in a circle. */
export const order: Rule = ({ root, complete }) => {
  const services = servicesOf(root);
  const known = services.map(({ name }) => name);
  const named = services.flatMap(({ name, path }) =>
    ['after', 'with'].flatMap((key) => textsAt(root, [...path, key]).map((item) => ({ ...item, owner: name }))),
  );
  const inSafeMode = textsAt(root, ['recovery', 'safe_mode', 'run']).map((item) => ({ ...item, owner: null }));
  const exists = new Set(known);
  const problems = [...named, ...inSafeMode].flatMap(({ text, path, owner }) => {
    if (text === owner) return [faultAt(root, path, { found: 'the service itself', wanted: 'another service' })];
    if (exists.has(text) || !complete) return [];
    return [unknownService(root, path, text, known)];
  });
  return [...problems, ...circles(root, known)];
};

function unknownService(root: Table, path: KeyPath, text: string, known: readonly string[]): Problem {
  const meant = probablyMeant(text, known);
  const wanted = known.length === 0 ? 'the name of a service' : `one of the services: ${known.join(', ')}`;
  const facts = { found: `the unknown service ${JSON.stringify(text)}`, wanted };
  return faultAt(root, path, meant === undefined ? facts : { ...facts, hint: `did you mean "${meant}"?` });
}

/** Each circle in `after`, once, at the link by which it was found. A service that waits for itself is told as that. */
function circles(root: Table, names: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]) => {
    if (done.has(name)) return;
    for (const { text, path } of textsAt(root, ['service', name, 'after'])) {
      const begin = [...trail, name].indexOf(text);
      if (begin === -1) visit(text, [...trail, name]);
      else if (text !== name) {
        const found = `services that wait for each other: ${[...[...trail, name].slice(begin), text].join(' → ')}`;
        problems.push(faultAt(root, path, { found, wanted: 'an order in which one of them starts first' }));
      }
    }
    done.add(name);
  };
  for (const name of [...names].sort()) visit(name, []);
  return problems;
}
