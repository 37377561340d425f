/** Commands about what is on the screens. */
import { z } from 'zod';
import { type Screenshot, screenshotSchema } from '../documents/screenshot.ts';
import { en } from '../documents/words/en.ts';
import { fill } from '../documents/words/fill.ts';
import { type Entry, entry } from './entry.ts';
import { ending, noArguments, serviceName, taken, unknownService } from './refusals.ts';

const ofScreen = z.strictObject({ service: z.nullish(serviceName).describe('The service of the screen; left out: the first one.') });

const overlay = entry({
  name: 'overlay',
  summary: 'Open the overlay on a screen',
  role: 'staff',
  confirmation: false,
  arguments: ofScreen,
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

const screenshot = entry({
  name: 'screenshot',
  summary: 'Take a picture of what visitors see, and keep it',
  role: 'staff',
  confirmation: false,
  arguments: ofScreen,
  result: screenshotSchema,
  refused: ({ service }, port) => unknownService(service, port) ?? ending(port),
  audit: ({ service }) => `take a picture of the screen${service == null ? '' : ` of ${service}`}`,
  run: async ({ service }, port) => {
    const pictured = await port.screenshot(service ?? null);
    if (!pictured.ok) return taken(pictured);
    const { file } = pictured;
    const result: Screenshot = { sentence: fill(en.remarks.pictureKept, { file }), file };
    return { ok: true, result };
  },
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

export const SCREEN: readonly Entry[] = [overlay, identify, refresh, screenshot, desktop];
