/** The two ways in which an unplanned restart begins. */
import { inWindow } from './backoff.ts';
import type { Service } from './state.ts';
import { type In, put, type Turn } from './turn.ts';

/** It begins: counted, then started as soon as conditions and order allow. */
export function restart(turn: Turn, service: Service, failedAt: number): void {
  put(turn, {
    ...service,
    life: { state: 'waiting', for: null },
    begun: [...inWindow(service.plan.storm, service.begun, turn.at), turn.at],
    attempts: service.attempts + 1,
    restarts: service.restarts + 1,
    doubtful: service.plan.conditions.length > 0 ? { exitAt: failedAt } : null,
  });
}

/** Where nothing else is left to try: one restart every `backoff.max`, storm or not. */
export function restartAtMost(turn: Turn, service: In<'backing-off'>): void {
  const until = service.life.failedAt + service.plan.backoff.maxMs;
  if (turn.at >= until) return restart(turn, service, service.life.failedAt);
  put(turn, { ...service, life: { ...service.life, until } });
}
