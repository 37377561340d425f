import { faultAt } from '../fault.ts';
import type { KeyPath, Problem } from '../problem.ts';
import { file } from '../schema/file.ts';
import { milliseconds } from '../schema/quantity.ts';
import { defaultOf, schemaAt } from '../schema/walk.ts';
import { nodeAt, type Table, textAt } from '../source/tree.ts';
import { type Rule, servicesOf } from './rule.ts';

/** Durations that only make sense together: `less` has to be below `more`, or at most equal where `orEqual`. */
interface Relation {
  readonly less: string;
  readonly more: string;
  readonly orEqual: boolean;
}

const HEARTBEAT: readonly Relation[] = [
  // A deadline that comes before the next beat is due would call every service frozen.
  { less: 'interval', more: 'timeout', orEqual: false },
  // The first beat, one interval after the start at the latest, has to be in time.
  { less: 'interval', more: 'startup', orEqual: true },
  // The progress count moves with the beats.
  { less: 'interval', more: 'stall', orEqual: false },
];

/** Of a kind that asks, `timeout` is that of one answer. */
const ASKED = HEARTBEAT.filter(({ less, more }) => less === 'interval' && more === 'startup');

function isAsked(root: Table, service: KeyPath): boolean {
  return ['http', 'tcp', 'exec'].includes(textAt(root, [...service, 'heartbeat', 'kind']) ?? '');
}

const BUSY: readonly Relation[] = [{ less: 'max', more: 'total', orEqual: true }];

const BACKOFF: readonly Relation[] = [
  { less: 'first', more: 'max', orEqual: true },
  { less: 'then', more: 'max', orEqual: true },
];

export const relations: Rule = ({ root }) => {
  const ofServices = servicesOf(root).flatMap(({ path }) => [
    ...check(root, [...path, 'heartbeat'], isAsked(root, path) ? ASKED : HEARTBEAT),
    ...check(root, [...path, 'busy'], BUSY),
    ...check(root, [...path, 'backoff'], BACKOFF),
  ]);
  return [...check(root, ['recovery', 'backoff'], BACKOFF), ...ofServices];
};

/** Looks only where the table itself is written: what a service takes over from [recovery] is told there. */
function check(root: Table, table: KeyPath, all: readonly Relation[]): Problem[] {
  if (!nodeAt(root, table)?.place) return [];
  return all.flatMap(({ less, more, orEqual }) => {
    const [small, large] = [read(root, [...table, less]), read(root, [...table, more])];
    const low = milliseconds(small.text);
    const high = milliseconds(large.text);
    if (Number.isNaN(low) || Number.isNaN(high) || low < high || (orEqual && low === high)) return [];
    // Told at the one that is written; where both are, at the larger one.
    const [at, other, name] = large.isWritten ? [large, small, less] : [small, large, more];
    const word = large.isWritten ? (orEqual ? 'at least' : 'more than') : orEqual ? 'at most' : 'less than';
    const origin = other.isWritten ? '' : ', its default';
    return [faultAt(root, at.path, { found: `"${at.text}"`, wanted: `${word} "${name}" (${other.text}${origin})` })];
  });
}

/** A duration as it is written, or its default; an empty text when it is no text at all. */
function read(root: Table, path: KeyPath): { path: KeyPath; text: string; isWritten: boolean } {
  const node = nodeAt(root, path);
  if (node !== undefined) return { path, text: textAt(root, path) ?? '', isWritten: node.place !== null };
  return { path, text: String(defaultOf(schemaAt(file, path).schema)), isWritten: false };
}
