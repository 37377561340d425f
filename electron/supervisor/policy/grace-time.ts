/** Time that no service has to answer for: sleep of the machine, a pause, a late loop, a debugger. */
import { readyByTime, startDeadline } from './lifecycle.ts';
import { renewed, shifted } from './pulse.ts';
import type { Service } from './state.ts';
import { find, isIn, put, type Turn } from './turn.ts';

/** Every deadline of the service begins anew now; what `busy` had already granted beyond that stays. */
export function renew(turn: Turn, service: Service): void {
  const { plan } = service;
  if (isIn(service, 'starting')) {
    const { life } = service;
    const fresh = startDeadline(service, turn.at);
    if (readyByTime(service) || fresh === null) return;
    put(turn, { ...service, life: { ...life, deadline: Math.max(fresh, life.deadline ?? 0) } });
  } else if (isIn(service, 'running')) {
    const old = service.page;
    const page = old?.state === 'given' ? { ...old, deadline: Math.max(old.deadline, turn.at + plan.heartbeat.startupMs) } : old;
    put(turn, { ...service, page, life: { ...service.life, pulse: renewed(service, service.life.pulse, turn.at) } });
  }
}

export function renewDeadlines(turn: Turn): void {
  for (const { plan } of turn.state.services) {
    const service = find(turn.state, plan.name);
    if (service !== undefined) renew(turn, service);
  }
}

/** The loop itself was late: every deadline moves by as much. */
export function shiftDeadlines(turn: Turn, byMs: number): void {
  for (const { plan } of turn.state.services) {
    const service = find(turn.state, plan.name);
    if (service === undefined) continue;
    if (isIn(service, 'starting') && service.life.deadline !== null && !readyByTime(service)) {
      put(turn, { ...service, life: { ...service.life, deadline: service.life.deadline + byMs } });
    } else if (isIn(service, 'stopping') && service.life.deadline !== null) {
      // It may have been held up as well, and had no time to end by itself.
      put(turn, { ...service, life: { ...service.life, deadline: service.life.deadline + byMs } });
    } else if (isIn(service, 'running')) {
      const page = service.page?.state === 'given' ? { ...service.page, deadline: service.page.deadline + byMs } : service.page;
      put(turn, { ...service, page, life: { ...service.life, pulse: shifted(service.life.pulse, byMs) } });
    }
  }
}
