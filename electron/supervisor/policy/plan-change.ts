/** The file was read again: only what changed restarts. */
import { cycleWith } from './cycle.ts';
import { newService } from './initial.ts';
import type { Plan } from './plan.ts';
import type { Service } from './state.ts';
import { find, type Turn } from './turn.ts';

export function adopt(turn: Turn, plan: Plan): void {
  const { at } = turn;
  const old = turn.state;
  const changed: string[] = [];
  const kept = plan.services.map((next): Service => {
    const service = find(old, next.name);
    if (service === undefined) return newService(next, at, false);
    // Back in the file before its last process had ended: it starts anew.
    const { digest, shellDigest } = service.plan;
    if (digest !== next.digest || shellDigest !== next.shellDigest || service.removed) changed.push(next.name);
    const page = next.kind === 'url' ? (service.page ?? ({ state: 'held' } as const)) : null;
    return { ...service, plan: next, page, removed: false };
  });
  const names = new Set(plan.services.map((service) => service.name));
  const leaving = old.services
    .filter((service) => !names.has(service.plan.name))
    .map((service) => ({ ...service, removed: true, cycle: null }));
  const services = [...kept, ...leaving];
  // What nobody waits for is not watched any more: what was known of it would be old news when somebody waits for it again.
  const awaited = new Set(services.flatMap((service) => service.plan.conditions));
  const conditions = Object.fromEntries(Object.entries(old.conditions).filter(([key]) => awaited.has(key)));
  turn.state = {
    ...old,
    plan,
    services,
    conditions,
    index: Object.fromEntries(services.map((service, place) => [service.plan.name, place])),
  };
  for (const name of changed) {
    const service = find(turn.state, name);
    const was = find(old, name);
    // What a person stopped, or has finished, runs with its new settings when it runs next.
    if (service === undefined || service.life.state === 'stopped') continue;
    const wholeShell = was?.page === null || was?.plan.shellDigest !== service.plan.shellDigest;
    cycleWith(turn, service, wholeShell ? 'process' : 'page');
  }
}
