import { expect, it } from 'vitest';
import { incidentsSchema } from '../../electron/documents/incidents.ts';
import { de } from '../../electron/documents/words/de.ts';
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

it.each([
  [{ kind: 'exit', code: 3, signal: null }, 'Der Ton endete mit dem Exit-Status 3.'],
  [
    { kind: 'freeze', silentMs: 5_500, detail: 'connection refused' },
    'Der Ton ist eingefroren: 5,5 s ohne Lebenszeichen (Verbindung abgelehnt).',
  ],
  [
    { kind: 'condition', condition: 'network led.local', detail: 'led.local has no address' },
    'Der Ton hielt an, weil etwas fehlte: Netzwerk led.local (led.local hat keine Adresse).',
  ],
  [{ kind: 'exit', code: 0, signal: null }, 'Der Ton endete von selbst, ohne Fehler.'],
  [{ kind: 'exit', code: null, signal: null }, 'Der Ton endete, und niemand sah, wie.'],
  [{ kind: 'exit', code: null, signal: 'SIGSEGV' }, 'Der Ton wurde durch SIGSEGV beendet.'],
  [{ kind: 'never-ready', afterMs: 30_000 }, 'Der Ton war 30 s nach dem Start nicht bereit.'],
  [{ kind: 'stall', stoodMs: 60_000 }, 'Der Ton stand still: Lebenszeichen kamen, aber 1 min lang kein Fortschritt.'],
  [{ kind: 'limit', limit: 'memory', found: 6e8, allowed: 5e8 }, 'Der Ton brauchte 600 MB Arbeitsspeicher, erlaubt sind 500 MB.'],
  [{ kind: 'limit', limit: 'processes', found: 6, allowed: 5 }, 'Der Ton hatte 6 Prozesse, erlaubt sind 5.'],
  [{ kind: 'start-failure', reason: 'there is no program /x' }, 'Der Ton konnte nicht starten: es gibt kein Programm /x.'],
  [{ kind: 'page', message: null }, 'Der Ton bekam seine Seite neu geladen.'],
  [{ kind: 'will-not-die' }, 'Der Ton endete nicht, als es enden sollte.'],
])('in German: %o', (cause, what) => {
  const { incidents } = incidentsDocument([stored('audio', { role: 'audio', cause })], snapshot().services, de);
  expect(incidents.map((incident) => incident.what)).toEqual([what]);
});
