/** Exhibits drawn at random: one to five services, every kind of order, patience and ladder that an exhibit file can ask for. */
import type { Plan, Rung, ServicePlan } from '../../electron/supervisor/policy/plan.ts';
import type { Random } from './random.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NAMES = ['core', 'audio', 'display', 'led', 'log'] as const;

export interface Wanted {
  readonly services: number;
  readonly beatsHz: number;
}

export function drawPlan(random: Random, wanted: Wanted): Plan {
  const services: ServicePlan[] = [];
  for (const name of NAMES.slice(0, wanted.services)) services.push(drawService(random, name, services, wanted.beatsHz));
  const rungs: readonly Rung[] = ['restart-exhibit', 'reboot', 'safe-mode'];
  const usual = random.chance(0.4);
  return {
    recovers: true,
    services,
    ladder: usual ? rungs : random.chance(0.2) ? [...random.some(rungs, 0.7)].reverse() : random.some(rungs, 0.7),
    reboots: { max: random.whole(0, 3), withinMs: random.pick([HOUR, 4 * HOUR, 24 * HOUR]) },
    // Never shorter than a storm's window, so that a trial begins with empty windows however they are kept.
    safeMode: {
      retryMs: random.pick([10 * MINUTE, 30 * MINUTE, HOUR]),
      run: random.some(
        services.map(({ name }) => name),
        0.2,
      ),
    },
  };
}

/** Where all displays are programs: most have a hidden shell that stands for them. The second may be the lights' own screen. */
export function withHiddenShell(plan: Plan, random: Random, beatsHz: number): Plan {
  const displays = random.chance(0.3) ? ['display', 'led'] : ['display'];
  const drawn = drawService(random, 'shell', [], beatsHz);
  const shell: ServicePlan = {
    ...drawn,
    kind: 'url',
    hidden: true,
    conditions: ['session'],
    after: displays,
    restart: 'always',
    escalate: 'service',
    heartbeat: { ...drawn.heartbeat, watched: true, readyBy: 'sign' },
  };
  return random.chance(0.2) ? plan : standing(plan, shell);
}

/** The shell behind those of its displays that are there; without one, or beside a page, there is none. */
function standing(plan: Plan, shell: ServicePlan): Plan {
  const after = shell.after.filter((name) => plan.services.some((service) => service.name === name));
  if (!after.includes('display') || plan.services.some(({ kind }) => kind === 'url')) return plan;
  return { ...plan, services: [...plan.services, { ...shell, after, digest: `shell ${after.join()}` }] };
}

/** The plainest exhibit: watched programs in a chain, with the defaults of the contract. */
export function plainPlan(services: number): Plan {
  const names = NAMES.slice(0, services);
  return {
    recovers: true,
    services: names.map((name, place) => ({
      name,
      kind: 'command',
      digest: name,
      shellDigest: '',
      conditions: [],
      after: names.slice(0, place).slice(-1),
      with: [],
      restart: 'always',
      giveUp: [78],
      escalate: 'exhibit',
      heartbeat: { watched: true, readyBy: 'sign', timeoutMs: 5 * SECOND, startupMs: 30 * SECOND, stallMs: MINUTE },
      busy: { maxMs: MINUTE, totalMs: 10 * MINUTE },
      stop: { graceMs: 5 * SECOND, onFreeze: false },
      backoff: { firstMs: 0, thenMs: SECOND, factor: 2, maxMs: 30 * SECOND },
      storm: { restarts: 3, withinMs: 10 * MINUTE },
    })),
    ladder: ['restart-exhibit', 'reboot', 'safe-mode'],
    reboots: { max: 2, withinMs: 24 * HOUR },
    safeMode: { retryMs: HOUR, run: [] },
  };
}

/** `before`: the services that stand in front of this one, which it may be after or with. */
export function drawService(random: Random, name: string, before: readonly ServicePlan[], beatsHz: number): ServicePlan {
  const names = before.map((service) => service.name);
  const kind = name === 'display' && random.chance(0.7) ? 'url' : 'command';
  const watched = kind === 'url' || random.chance(0.8);
  const periodMs = SECOND / beatsHz;
  const timeoutMs = Math.round(periodMs * random.pick([2.5, 5, 10]));
  const maxMs = random.pick([5, 30, 60]) * SECOND;
  return {
    name,
    kind,
    digest: `${name}-${random.whole(0, 1e9)}`,
    shellDigest: '',
    conditions: kind === 'url' ? ['session'] : random.some(['session', 'network', 'sound'], 0.15),
    after: random.some(names, 0.4),
    with: random.some(names, 0.2),
    restart: kind === 'url' || random.chance(0.8) ? 'always' : random.pick(['on-failure', 'never']),
    giveUp: random.chance(0.3) ? [78] : [],
    escalate: random.chance(0.6) ? 'exhibit' : 'service',
    heartbeat: {
      watched,
      readyBy: watched ? 'sign' : 'time',
      timeoutMs,
      startupMs: random.pick([10, 30]) * SECOND,
      // Clearly longer than the timeout, so that what stands still and what is silent can be told apart.
      stallMs: watched && random.chance(0.6) ? timeoutMs * 4 : null,
    },
    busy: { maxMs: timeoutMs * 3, totalMs: timeoutMs * 8 },
    stop: { graceMs: random.pick([500, 2 * SECOND, 5 * SECOND]), onFreeze: random.chance(0.4) },
    backoff: {
      firstMs: random.pick([0, 0, 200]),
      thenMs: random.pick([500, SECOND, 3 * SECOND]),
      factor: random.pick([1, 1.5, 2]),
      maxMs,
    },
    storm: { restarts: random.whole(1, 4), withinMs: random.pick([MINUTE, 5 * MINUTE, 10 * MINUTE]) },
  };
}

/** What a person may have changed in the file: a service changed, removed or added. The same `variant` changes the same way. */
export function varyPlan(plan: Plan, random: Random, beatsHz: number): Plan {
  const shell = plan.services.find(({ hidden }) => hidden === true);
  const varied = varyFile({ ...plan, services: plan.services.filter((service) => service !== shell) }, random, beatsHz);
  return shell === undefined ? varied : standing(varied, shell);
}

function varyFile(plan: Plan, random: Random, beatsHz: number): Plan {
  const chosen = random.pick(plan.services);
  const missing = NAMES.find((name) => !plan.services.some((service) => service.name === name));
  switch (random.pick(['nothing', 'change', 'remove', 'add'] as const)) {
    case 'nothing':
      return plan;
    case 'change':
      return {
        ...plan,
        services: plan.services.map((service) =>
          service === chosen ? { ...service, digest: `${service.name}-${random.whole(0, 1e9)}` } : service,
        ),
      };
    case 'remove': {
      if (chosen === undefined || plan.services.length === 1) return plan;
      const without = (names: readonly string[]) => names.filter((name) => name !== chosen.name);
      return {
        ...plan,
        services: plan.services
          .filter((service) => service !== chosen)
          .map((service) => ({ ...service, after: without(service.after), with: without(service.with) })),
        safeMode: { ...plan.safeMode, run: without(plan.safeMode.run) },
      };
    }
    case 'add':
      if (missing === undefined) return plan;
      return { ...plan, services: [...plan.services, drawService(random, missing, plan.services, beatsHz)] };
  }
}
