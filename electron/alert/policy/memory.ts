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

export function noteTold(turn: Turn, key: string, status: string): void {
  const memory = memoryOf(turn, key);
  memory.told = [...memory.told.filter((one) => one.status !== status), { status, at: turn.fact.at }].slice(-MOST_STATUSES);
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
