/** Commands about what is on the screens. */
import { z } from 'zod';
import { type Entry, entry } from './entry.ts';
import { ending, noArguments, serviceName, taken, unknownService } from './refusals.ts';

const overlay = entry({
  name: 'overlay',
  summary: 'Open the overlay on a screen',
  role: 'staff',
  confirmation: false,
  arguments: z.strictObject({ service: z.nullish(serviceName).describe('The service of the screen; left out: the first one.') }),
  refused: ({ service }, port) => unknownService(service, port) ?? ending(port),
  audit: ({ service }) => `open the overlay${service == null ? '' : ` on ${service}`}`,
  run: ({ service }, port) => taken(port.screens.overlay(service ?? null)),
});

const identify = entry({
  name: 'identify',
  summary: 'Let each screen say which one it is',
  role: 'staff',
  confirmation: false,
  arguments: noArguments,
  refused: (_, port) => ending(port),
  audit: () => 'identify the screens',
  run: (_, port) => taken(port.screens.identify()),
});

const refresh = entry({
  name: 'refresh',
  summary: 'Load a page anew',
  role: 'staff',
  confirmation: false,
  arguments: z.strictObject({ service: serviceName.describe('The service that shows the page.') }),
  refused: ({ service }, port) => unknownService(service, port) ?? ending(port),
  audit: ({ service }) => `load the page of ${service} anew`,
  run: ({ service }, port) => taken(port.screens.refresh(service)),
});

const desktop = entry({
  name: 'desktop',
  summary: 'Leave the screens to the desktop for an hour, the exhibit paused; resume brings it back',
  role: 'admin',
  confirmation: false,
  arguments: noArguments,
  refused: (_, port) => ending(port),
  audit: () => 'leave the screens to the desktop',
  run: (_, port, by) => taken(port.screens.desktop(by)),
});

export const SCREEN: readonly Entry[] = [overlay, identify, refresh, desktop];
