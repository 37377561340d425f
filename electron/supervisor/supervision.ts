/**
 * One exhibit under supervision: the ports, the loop between them, and the doors in front. What happens comes in by `dispatch`,
 * what is done goes out by the runner, and what people see is made anew after each change.
 *
 * In the order in which somebody waits for it: the services begin, and the loop judges; then what follows them is loaded and opened
 * (`open-beside.ts`), and told what has happened meanwhile; then the API and the dashboard. At each step the next one's program is not yet
 * loaded.
 */
import type { Exhibit } from '../config/index.ts';
import type { LogPort } from '../log/log.ts';
import { CALM_MS } from '../platform/calm.ts';
import { bootId, createSleepDetector, monotonicMs } from '../platform/clock.ts';
import { keepCompiled } from '../platform/compiled.ts';
import { stackOf } from '../platform/errors.ts';
import { boundHeap } from '../platform/heap.ts';
import type { ExhibitPaths } from '../platform/paths.ts';
import { openSystemBus } from '../platform/system-bus.ts';
import { createBesides } from './besides.ts';
import { conditionKey, conditionsOf } from './condition-key.ts';
import { createDoors } from './doors.ts';
import { endingTime } from './ending-time.ts';
import { EventStream } from './event-stream.ts';
import { instanceNote } from './instance-notes.ts';
import { Instances } from './instances.ts';
import { Latecomer } from './latecomer.ts';
import { Loop } from './loop.ts';
import type { Beside } from './open-beside.ts';
import type { Outside } from './open-outside.ts';
import { openPorts } from './open-ports.ts';
import { openPower } from './open-power.ts';
import { openShells } from './open-shells.ts';
import { openUnit } from './open-unit.ts';
import { planOf } from './plan-of.ts';
import type { EventBody } from './policy/event.ts';
import { initial } from './policy/index.ts';
import { rebootPermission } from './power.ts';
import { remembered } from './remembered.ts';
import { Runner } from './runner.ts';
import { openScreens } from './screens.ts';
import type { Selected } from './select.ts';
import { sentence } from './sentence.ts';
import { startRequest } from './start-request.ts';
import { VERSION } from './version.ts';

export interface Subject {
  readonly exhibit: Exhibit;
  readonly paths: ExhibitPaths;
  readonly log: LogPort;
  /** Keeps of a file that was read again what this run is about. */
  readonly select: (exhibit: Exhibit) => Selected;
  readonly demo: boolean;
  /** False: nothing is restarted by itself, and what fails stays as it is. */
  readonly recovers: boolean;
  /** What changes on the disk starts anew. */
  readonly watch: boolean;
}

export interface Supervision {
  /** Resolves when everything of the exhibit has ended after `end`. */
  readonly over: Promise<void>;
  /** Ends everything in order; called again, at once. */
  end(): void;
  /** Reads the exhibit file again. */
  reload(by: string): void;
  /** Lets go of every port. */
  close(): Promise<void>;
}

/** What services wait for is mostly known after 20 ms; a host that does not answer is not waited for longer. */
const CONDITIONS_MS = 150;

/** Opens every port and starts the loop. */
export async function supervise(subject: Subject): Promise<Supervision> {
  const { paths, log } = subject;
  let { exhibit } = subject;
  const own = (level: 'info' | 'warning' | 'error', text: string) => log.note(null, text, level);
  const stream = new EventStream((error) => own('error', `a follower of events failed: ${String(error)}`));
  const instances = new Instances();
  const finished = Promise.withResolvers<void>();
  const calm = Promise.withResolvers<void>();

  const bug = (error: unknown, at: string) => own('error', `a bug, at ${at}: ${stackOf(error)}`);
  const missed = (error: unknown) => bug(error, 'the beginning');
  const loop = new Latecomer<Loop>(missed);
  const dispatch = (event: EventBody) => loop.tell((one) => one.dispatch(event));
  const beside = new Latecomer<Beside>(missed);

  /** Taken down: the real one is asked for name by name, each time. */
  const login = { ...process.env };
  const permitted = rebootPermission(process.env, process.pid);
  const environment = () => ({ ...login, ...ports.conditions.environment() });
  const shells = openShells({
    exhibit: () => exhibit,
    state: () => theLoop.state,
    instances,
    tell: (instance, message) => ports.heartbeats.tell(instance, message),
    pause: (forMs, by) => port.command({ name: 'pause', forMs }, by),
    folder: paths.runtime,
    dispatch,
    log: own,
  });
  const bus = openSystemBus({ log: (text) => own('info', text) });
  const opening = openPorts({
    dispatch,
    bus,
    onReport(report) {
      // What a shell's report asks for may need the doors, which are there by then.
      beside.tell((sides) => {
        sides.report(report);
        shells.report(report);
      });
    },
    exhibit: exhibit.name,
    paths,
    log,
    logSettings: (service) => settingsOf(exhibit, service),
    instances,
    conditionsOf: (name) => exhibit.services.find((service) => service.name === name)?.waitFor.map(conditionKey) ?? [],
    byUnit: permitted.ok,
  });
  // Files are read while processes of an earlier supervisor are looked for.
  const [ports, power, plan, memory] = await Promise.all([
    opening.then((opened) => {
      // They answer while the rest is opened.
      opened.conditions.want(conditionsOf(exhibit.services));
      return opened;
    }),
    openPower({ path: paths.reboots, boot: bootId(), dispatch, log: own, bus }),
    planOf(exhibit, subject.recovers),
    remembered(paths, exhibit.recovery.reboots.max, bootId(), own),
  ]);
  const runner = new Runner(exhibit, {
    ...ports,
    dispatch,
    instances,
    power: power.port,
    stream,
    note: log.note.bind(log),
    request(start) {
      screens.starting(start.service.name);
      return startRequest(start, {
        exhibit,
        login,
        session: ports.conditions.environment(),
        stateFolder: paths.state,
        runtimeFolder: paths.runtime,
        windowed: subject.demo,
        isSoftware: shells.isSoftware,
      });
    },
    over: finished.resolve,
  });

  const screens = openScreens({
    environment,
    state: () => theLoop.state,
    members: (name, instance) => ports.processes.members(instances.of(name, instance)),
    note: (service, text) => log.note(service, text, 'warning'),
    // The demo's windows are the desktop's to place.
    placed: !subject.demo,
  });
  screens.adopt(exhibit);

  const sleep = createSleepDetector();
  const beginning = initial({ plan, at: monotonicMs(), ...memory, rebootPermitted: permitted });
  const theLoop: Loop = new Loop({
    clock: { now: monotonicMs, setTimer, soon: setImmediate, slept: () => sleep.look().sleptMs },
    beginning,
    carryOut(effect) {
      const { state } = theLoop;
      beside.tell((sides) => sides.witness(effect, state));
      power.witness(effect);
      // What has to be told waits for those who tell it.
      if (effect.type === 'alert') beside.tell(() => runner.carryOut(effect));
      else runner.carryOut(effect);
    },
    drain: () => ports.heartbeats.drain(),
    traced: ({ plan: { name }, life }) => 'instance' in life && ports.processes.traced(instances.of(name, life.instance)),
    beaten: (beat, before) => beside.tell((sides) => sides.beaten(beat, before)),
    changed(event, before, after) {
      // What a sleep has ended without a word is looked at: connections may only seem to be there.
      if (event.type === 'resumed') ports.conditions.look([...conditionsOf(exhibit.services).keys()]);
      if (before !== after) {
        shells.after(event, after);
        const words = 'instance' in event ? instanceNote(event, after) : null;
        if (words !== null && 'instance' in event) log.note(event.service, words, 'info');
      }
      beside.tell((sides) => sides.after(event, before, after));
    },
    broken: (error, event) => bug(error, event.type),
  });
  own('info', `Invigil ${VERSION} supervises ${exhibit.name} from ${exhibit.file}, process ${process.pid}`);
  await log.ready();
  theLoop.start();
  loop.arrives(theLoop);
  setTimer(CALM_MS, calm.resolve);
  void calm.promise.then(() => {
    keepCompiled();
    boundHeap();
  });

  // What is loaded holds up the loop: first it is seen whether a picture has its session.
  await ports.conditions.known(CONDITIONS_MS);
  const { openBeside } = await import('./open-beside.ts').catch(async (error: unknown) => {
    await ports.close();
    throw error;
  });
  const sides = openBeside({
    paths,
    exhibit: () => exhibit,
    instances,
    ports,
    shells,
    loop: theLoop,
    stream,
    environment,
    log,
    calm: calm.promise,
  });
  const { followers, machine, recorder } = sides;
  sides.show(beginning.state);
  let outside: Outside | null = null;
  const port = createDoors({
    ...machine.commands,
    power: power.power,
    screens: shells.shells,
    screenshot: recorder.screenshots.take,
    testAlert: followers.alerts.test,
    loop: theLoop,
    stream,
    snapshot: sides.snapshot,
    exhibit: () => exhibit,
    adopt(next) {
      exhibit = next;
      runner.adopt(next);
      screens.adopt(next);
      ports.conditions.want(conditionsOf(next.services));
      followers.adopt();
      outside?.adopt(next);
    },
    select: subject.select,
  });
  beside.arrives(sides);

  const letGo = async () => {
    theLoop.close();
    screens.close();
    await sides.close();
    await ports.close();
    await power.close();
    bus.close();
  };
  const { openOutside } = await import('./open-outside.ts');
  const doors = await openOutside({
    paths,
    exhibit: () => exhibit,
    port,
    stream,
    readable: {
      ...machine.readable,
      health: ports.health,
      besides: createBesides(() => exhibit, ports.processes.usage),
      recorder,
      alerts: followers.alerts.status,
    },
    loop: theLoop,
    log,
    watch: subject.watch,
  }).catch(async (error: unknown) => {
    theLoop.dispatch({ type: 'shutdown' });
    await finished.promise;
    await letGo();
    throw error;
  });
  outside = doors;
  followers.begin();

  const unit = openUnit({
    vitals: () => theLoop.vitals,
    sentence: () => sentence(port.snapshot(), Date.now()).text,
    subscribe: (listener) => stream.subscribe(listener),
    log: own,
  });
  unit.ready();

  return {
    over: finished.promise,
    end() {
      followers.stopping();
      unit.stopping(endingTime(theLoop.state.plan));
      theLoop.dispatch({ type: 'shutdown' });
    },
    reload(by) {
      unit.reloading();
      void doors.run('reload', {}, by).then(unit.ready);
    },
    async close() {
      await doors.close();
      await letGo();
      own('info', 'everything has ended');
      sides.silence();
      unit.close();
    },
  };
}

function setTimer(delayMs: number, fire: () => void): () => void {
  const timer = setTimeout(fire, delayMs);
  return () => clearTimeout(timer);
}

function settingsOf(exhibit: Exhibit, name: string): { readonly sizeBytes: number; readonly keep: number } {
  const service = exhibit.services.find((one) => one.name === name);
  if (service === undefined) throw new Error(`no service ${name} in the exhibit file`);
  return service.log;
}
