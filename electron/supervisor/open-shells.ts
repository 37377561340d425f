/** Everything between the supervisor and its shells beside their lives: what people ask of them, what they ask for, what they show. */
import type { Exhibit } from '../config/index.ts';
import type { Picture } from '../incident/port.ts';
import { monotonicMs } from '../platform/clock.ts';
import type { Event, EventBody } from './policy/event.ts';
import type { State } from './policy/state.ts';
import type { ServiceReport } from './ports.ts';
import { Renewals } from './renewals.ts';
import { ShellCamera } from './shell-camera.ts';
import { Shells, type ShellsOptions } from './shells.ts';
import { openSoftwareShells } from './software-shells.ts';

export interface OpenShellsOptions extends ShellsOptions {
  /** The exhibit's own runtime folder. */
  readonly folder: string;
  readonly dispatch: (event: EventBody) => void;
  readonly log: (level: 'info' | 'warning', text: string) => void;
}

export interface OpenShells {
  readonly shells: Shells;
  /** Whether the service's shell is to draw without the graphics card. */
  isSoftware(service: string): boolean;
  /** What the shells say. */
  report(report: ServiceReport): void;
  /** After each event. */
  after(event: Event, state: State): void;
  overlayIsOpen(): boolean;
  /** By the page on the screen of this service, null: on any. Null: there is none, or its shell does not answer. */
  picture(service: string | null, beneathOverlay: boolean): Promise<Picture | null>;
}

export function openShells(options: OpenShellsOptions): OpenShells {
  const { exhibit, state, tell, folder, dispatch, log } = options;
  const shells = new Shells(options);
  const camera = new ShellCamera({ folder, tell });
  const warn = (text: string) => log('warning', text);
  const renewals = new Renewals({ state, dispatch, monotonicMs, software: openSoftwareShells(folder, warn), warn });
  /** By service: the instance on whose screen the overlay is open. */
  const overlays = new Map<string, number>();

  return {
    shells,
    isSoftware: (service) => renewals.isSoftware(service),
    report(report) {
      camera.report(report);
      renewals.report(report);
      if (report.type !== 'overlay') return;
      if (report.state === 'opened') overlays.set(report.service, report.instance);
      else overlays.delete(report.service);
      // For whoever asks later what staff did: the commands that follow stand beside it.
      log('info', `overlay ${report.state}${report.state === 'opened' ? ` by ${report.way}` : ''} on ${report.service}`);
    },
    after(event, now) {
      shells.after(event, now);
      renewals.after(now);
    },
    // A shell that has ended took its overlay with it.
    overlayIsOpen: () => Array.from(overlays).some(([service, instance]) => shells.running(service)?.number === instance),
    async picture(service, beneathOverlay) {
      const name = pageFor(service, exhibit(), shells);
      const instance = name === undefined ? null : shells.running(name);
      return instance === null ? null : camera.take(instance, beneathOverlay);
    },
  };
}

/** Its own page; of a display that is a program, none; of everything else, the first page that is up. */
function pageFor(service: string | null, exhibit: Exhibit, shells: Shells): string | undefined {
  const subject = exhibit.services.find(({ name }) => name === service);
  if (subject?.role === 'display' && subject.command !== null) return undefined;
  const pages = shells.allRunning().filter(({ url }) => url !== null);
  return (pages.find(({ name }) => name === service) ?? pages[0])?.name;
}
