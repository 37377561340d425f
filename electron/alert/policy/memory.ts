/** What is remembered of a subject beyond its troubles: how often it changed, when it failed last, what was told of it and when. */
import { type Memory, MOST_CHANGES, MOST_MEMORIES, MOST_STATUSES } from './state.ts';
import type { Turn } from './turn.ts';

/** So many changes within `cooldown` are flapping. */
const FLAPS = 6;

export function memoryOf({ state }: Turn, key: string): Memory {
  const known = state.memories.find((memory) => memory.key === key);
  if (known !== undefined) return known;
  const memory: Memory = { key, changes: [], failures: [], told: [] };
  state.memories.push(memory);
  if (state.memories.length > MOST_MEMORIES) state.memories.shift();
  return memory;
}

/** It became bad, or well. */
export function noteChange(turn: Turn, key: string): void {
  const memory = memoryOf(turn, key);
  memory.changes = [...memory.changes, turn.fact.at].slice(-MOST_CHANGES);
}

/** Changes within the last `cooldown`, oldest first. */
export function changesOf({ fact, settings, state }: Turn, key: string): readonly number[] {
  const memory = state.memories.find((one) => one.key === key);
  return memory?.changes.filter((at) => at > fact.at - settings.cooldownMs) ?? [];
}

export function isFlapping(turn: Turn, key: string): boolean {
  return changesOf(turn, key).length >= FLAPS;
}

/** `to`: all who are told of it. A log hears everything and tells nobody. */
export function noteTold(turn: Turn, key: string, status: string, thread: string, to: readonly string[]): void {
  const memory = memoryOf(turn, key);
  const people = to.filter((name) => turn.settings.receivers.some((receiver) => receiver.name === name && receiver.kind !== 'log'));
  const told = { status, at: turn.fact.at, thread, to: people };
  memory.told = [...memory.told.filter((one) => one.status !== status), told].slice(-MOST_STATUSES);
}

/** It was over before it could be told there: what nobody has heard of has no cooldown. */
export function unheard({ state }: Turn, thread: string, receiver: string): void {
  for (const memory of state.memories) {
    memory.told = memory.told.flatMap((one) => {
      if (one.thread !== thread || !one.to.includes(receiver)) return [one];
      const to = one.to.filter((name) => name !== receiver);
      return to.length === 0 ? [] : [{ ...one, to }];
    });
  }
}

/** Until when the same is not told again; null: it may be told. */
export function cooldownUntil({ fact, settings, state }: Turn, key: string, status: string): number | null {
  const told = state.memories.find((memory) => memory.key === key)?.told.find((one) => one.status === status);
  if (told === undefined || told.at + settings.cooldownMs <= fact.at) return null;
  return told.at + settings.cooldownMs;
}

/** What nothing depends on any more. */
export function forget({ fact, settings, state }: Turn): void {
  const longest = settings.services.reduce((most, { stormWithinMs }) => Math.max(most, stormWithinMs), 0);
  const recent = (at: number, withinMs: number) => at > fact.at - withinMs;
  state.memories = state.memories
    .map((memory) => ({
      ...memory,
      changes: memory.changes.filter((at) => recent(at, settings.cooldownMs)),
      failures: memory.failures.filter((at) => fact.at - at <= longest),
      told: memory.told.filter(({ at }) => recent(at, settings.cooldownMs)),
    }))
    .filter(({ changes, failures, told }) => changes.length + failures.length + told.length > 0);
}
