import { expect, it } from 'vitest';
import { incidentsSchema } from '../../electron/documents/incidents.ts';
import type { StoredIncident } from '../../electron/history/history.ts';
import { incidentsDocument, LISTED_KEYS } from '../../electron/supervisor/incidents-document.ts';
import { NOW, snapshot } from '../support/snapshot.ts';

function stored(service: string | null, document: object, more: Partial<StoredIncident> = {}): StoredIncident {
  return { number: 7, id: 'x', service, startedAt: NOW, endedAt: NOW + 1_500, document, hasPicture: true, ...more };
}

function whatOf(service: string | null, document: object): string | undefined {
  const list = incidentsDocument([stored(service, document)], snapshot().services);
  return incidentsSchema.parse(list).incidents[0]?.what;
}

it('asks for what it needs and nothing else', () => {
  expect(LISTED_KEYS).toEqual(['role', 'cause']);
});

it('is a list for people', () => {
  const cause = { kind: 'freeze', silentMs: 5_000, detail: null };
  const list = incidentsDocument([stored('audio', { role: 'audio', cause }, { endedAt: null, hasPicture: false })], snapshot().services);
  expect(incidentsSchema.parse(list)).toEqual({
    incidents: [
      {
        number: 7,
        service: 'audio',
        name: 'the sound',
        started_at: '2026-11-21T14:00:00.000Z',
        ended_at: null,
        what: 'The sound froze: no sign of life for 5 s.',
        has_picture: false,
      },
    ],
  });
});

it.each([
  ['core', { role: 'core', cause: { kind: 'exit', code: 3, signal: null } }, "The exhibit's core ended with exit status 3."],
  ['player', { role: 'display', cause: { kind: 'will-not-die' } }, 'The picture (player) did not end when it was to.'],
  ['led', { role: 'other', cause: { kind: 'fatal', message: 'no light' } }, 'led asked to be restarted: no light.'],
  [null, { role: null, cause: { kind: 'supervisor', rebooted: false, seenAt: 1 } }, 'Invigil was killed or crashed while the exhibit ran.'],
  ['audio', { cause: { kind: 'from the future' } }, 'The sound failed, and another version of Invigil wrote down how.'],
])('of %s', (service, document, what) => {
  expect(whatOf(service, document)).toBe(what);
});
