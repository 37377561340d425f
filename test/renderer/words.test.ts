import { describe, expect, it } from 'vitest';
import { de } from '../../electron/documents/words/de.ts';
import { en } from '../../electron/documents/words/en.ts';
import { translate } from '../../electron/documents/words/translate.ts';
import { wordsFor } from '../../electron/documents/words/words.ts';
import { fill, label, title, whole } from '../../renderer/words/words.ts';

type Texts = { readonly [key: string]: string | Texts };

/** `services.restart`: the marks in it. */
function marks(texts: Texts, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]): (readonly [string, string])[] =>
      typeof value === 'string' ? [[`${path}${key}`, (value.match(/\{\w+\}/g) ?? []).sort().join()]] : [...marks(value, `${path}${key}.`)],
    ),
  );
}

describe('the languages', () => {
  it('have the same keys and fill in the same things', () => {
    expect(marks(de)).toEqual(marks(en));
  });

  it.each(['en', 'de'] as const)('never say a technical word in %s', (language) => {
    const text = JSON.stringify({ en, de }[language]).toLowerCase();
    for (const word of ['kiosk', 'renderer', 'pid', 'heartbeat', 'oops', '!']) expect(text.replaceAll('invigil', '')).not.toContain(word);
  });

  it.each([
    ['de', 'de'],
    ['de_AT.UTF-8', 'de'],
    ['en-GB', 'en'],
    ['tlh', 'en'],
    ['', 'en'],
  ])('are found for the locale %j: %s', (locale, language) => expect(wordsFor(locale).language).toBe(language));
});

describe('texts', () => {
  it('are filled in', () => {
    expect(fill('{a} of {b}, {c}', { a: 1, b: 'two' })).toBe('1 of two, {c}');
  });

  it('keep a number and its unit on one line', () => {
    expect(whole('Neuer Versuch in 12 s, seit 3 min.')).toBe('Neuer Versuch in 12\u00a0s, seit 3\u00a0min.');
  });

  it('name services by their roles', () => {
    expect(title('the sound', en)).toBe('Sound');
    expect(title('das Bild (left)', de)).toBe('Bild (left)');
    expect(title('leds', en)).toBe('leds');
    expect(label('Restart {name}', 'the sound', en)).toBe('Restart sound');
    expect(label('{name} neu starten', 'der Ton', de)).toBe('Ton neu starten');
    expect(label('Restart {name}', 'leds', en)).toBe('Restart leds');
  });
});

describe('remarks of other parts', () => {
  it.each([
    ['exit status 1', 'Exit-Status 1'],
    ['exit status unknown', 'Exit-Status nicht bekannt'],
    ['there is no program /srv/a b', 'es gibt kein Programm /srv/a b'],
    ['no sign of life for 5 s (connection refused)', '5 s ohne Lebenszeichen (Verbindung abgelehnt)'],
    [
      'There is no picture of the screen now: the page gave no picture within 2500 ms.',
      'Gerade gibt es kein Bild vom Bildschirm: die Seite gab innerhalb von 2500 ms kein Bild.',
    ],
    ['There is no service "a.*b". The services are: a, b.', 'Es gibt keinen Dienst „a.*b“. Es gibt: a, b.'],
    // Nobody's but the program's: it stays as it was written.
    ['lamp 4 is cold', 'lamp 4 is cold'],
    ['asked to be restarted: lamp 4\nis cold', 'wollte neu gestartet werden: lamp 4\nis cold'],
  ])('%j is %j', (remark, german) => {
    expect(translate(remark, de)).toBe(german);
    expect(translate(remark, en)).toBe(remark);
  });

  it('are each known again by their own text, and not by another one', () => {
    for (const key of Object.keys(en.remarks) as (keyof typeof en.remarks)[]) {
      const values = Object.fromEntries(Array.from(en.remarks[key].matchAll(/\{(\w+)\}/g), ([, name = '']) => [name, `(${name})`]));
      expect([key, translate(fill(en.remarks[key], values), de)]).toEqual([key, fill(de.remarks[key], values)]);
    }
  });
});
