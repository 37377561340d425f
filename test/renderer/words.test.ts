import { describe, expect, it } from 'vitest';
import { de } from '../../renderer/words/de.ts';
import { en } from '../../renderer/words/en.ts';
import { fill, label, said, title, wordsFor } from '../../renderer/words/words.ts';

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
    // What the supervisor says is not ours: each language has as much of it as it translates.
    const { said: _, ...english } = en;
    const { said: __, ...german } = de;
    expect(marks(german)).toEqual(marks(english));
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

  it('of the supervisor are translated where they are fixed, and else say that they are English', () => {
    expect(said('Everything is running.', de)).toEqual({ text: 'Alles läuft.', lang: 'de' });
    expect(said('Closed.', en)).toEqual({ text: 'Closed.', lang: 'en' });
    expect(said('The sound has stopped. Trying again in 12 s.', de)).toEqual({
      text: 'The sound has stopped. Trying again in 12\u00a0s.',
      lang: 'en',
    });
  });

  it('name services by their roles', () => {
    expect(title('the sound', en)).toBe('Sound');
    expect(title('the picture (left)', de)).toBe('Bild (left)');
    expect(title('leds', en)).toBe('leds');
    expect(label('Restart {name}', 'the sound', en)).toBe('Restart sound');
    expect(label('{name} neu starten', 'the sound', de)).toBe('Ton neu starten');
    expect(label('Restart {name}', 'leds', en)).toBe('Restart leds');
  });
});
