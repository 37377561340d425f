import type { Plan, ServicePlan } from './policy/plan.ts';

/** What the kill of a whole service takes, its log and the supervisor's own files, in milliseconds. */
const SPARE_MS = 5_000;

/** How long an end in order may take, in milliseconds: services that start after each other end before each other; shells end last. */
export function endingTime({ services }: Pick<Plan, 'services'>): number {
  const until = new Map<string, number>();
  // They stand in start order: whatever a service is after stands before it.
  for (const { name, after, stop } of services) {
    until.set(name, stop.graceMs + Math.max(0, ...after.map((other) => until.get(other) ?? 0)));
  }
  const longest = (kind: ServicePlan['kind'], of: (service: ServicePlan) => number) =>
    Math.max(0, ...services.filter((service) => service.kind === kind).map(of));
  return longest('command', ({ name }) => until.get(name) ?? 0) + longest('url', ({ stop }) => stop.graceMs) + SPARE_MS;
}
