import { describe, expect, test } from 'vitest';
import { isHiddenShell } from '../../electron/config/index.ts';
import { selectServices } from '../../electron/supervisor/select.ts';
import { exhibitOf, messages } from './support.ts';

const file = (services: string) => `schema = 1\nexhibit.name = "a"\n${services}`;
const PROGRAMS =
  '[service.core]\ncommand = "a"\n[service.display]\ncommand = "b"\nafter = ["core"]\n[service.wall]\nrole = "display"\ncommand = "c"\n';

const names = (text: string) => exhibitOf(file(text)).services.map(({ name }) => name);

describe('the hidden shell', () => {
  test('stands behind displays that are programs, with the patience of the file', () => {
    const { services } = exhibitOf(file(`${PROGRAMS}[recovery]\nbackoff.max = "9s"\n`));
    expect(services.map(({ name }) => name)).toEqual(['core', 'display', 'wall', 'shell']);
    expect(services.at(-1)).toMatchObject({
      name: 'shell',
      role: 'other',
      command: null,
      url: null,
      waitFor: [{ kind: 'session' }],
      after: ['display', 'wall'],
      with: [],
      restart: 'always',
      escalate: 'service',
      limits: { memoryBytes: null },
      backoff: { firstMs: 0, thenMs: 1000, factor: 2, maxMs: 9000 },
    });
    expect(services.filter(isHiddenShell)).toHaveLength(1);
  });

  test('is not there without a display, nor where one is a page', () => {
    expect(names('[service.core]\ncommand = "a"\n')).toEqual(['core']);
    expect(names('[service.display]\nurl = "http://a/"\n')).toEqual(['display']);
    expect(names('[service.display]\ncommand = "a"\n[service.wall]\nurl = "http://a/"\n')).toEqual(['display', 'wall']);
  });

  test('keeps its name for itself', () => {
    expect(messages(file('[service.shell]\ncommand = "a"\n'))).toEqual([expect.stringMatching(/service\.shell: found a reserved name/)]);
  });
});

describe('of a run with --only', () => {
  const only = (...wanted: readonly string[]) => {
    const selected = selectServices(exhibitOf(file(PROGRAMS)), wanted);
    return selected.ok ? selected.exhibit.services.map(({ name, after }) => `${name} after ${after.join()}`) : selected.problem;
  };

  test('the hidden shell stays with its displays, and goes without them', () => {
    expect(only('core', 'wall')).toEqual(['core after ', 'wall after ', 'shell after wall']);
    expect(only('core')).toEqual(['core after ']);
  });

  test('it is nothing to be chosen', () => {
    expect(only('shell')).toBe('There is no service "shell" in /e/exhibit.toml; its services are: core, display, wall.');
  });
});
