/**
 * Which shells are to draw without the graphics card. Kept in the exhibit's runtime folder: it outlives the supervisor, and the next boot
 * forgets it, because that gives the card a new beginning.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../platform/errors.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';

const schema = z.strictObject({ version: z.literal(1), software: z.array(z.string()) });

export interface SoftwareShells {
  has(service: string): boolean;
  add(service: string): void;
}

/** `folder`: the runtime folder, in memory: reading it holds nothing up. */
export function openSoftwareShells(folder: string, warn: (text: string) => void): SoftwareShells {
  const path = join(folder, 'shells.json');
  const services = new Set(read(path, warn));
  /** One write after the other. */
  let written = Promise.resolve();
  return {
    has: (service) => services.has(service),
    add(service) {
      services.add(service);
      const text = `${JSON.stringify({ version: 1, software: [...services] })}\n`;
      written = written
        .then(() => writeFileAtomic(path, text))
        .catch((error: unknown) => warn(`that ${service} draws without the graphics card is not kept: ${messageOf(error)}`));
    },
  };
}

function read(path: string, warn: (text: string) => void): readonly string[] {
  try {
    return existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))).software : [];
  } catch (error) {
    warn(`${path} does not say which shells draw without the graphics card, so each tries it again: ${messageOf(error)}`);
    return [];
  }
}
