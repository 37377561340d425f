import { describe, expect, it } from 'vitest';
import { contrast, textOn } from '../../renderer/holding/contrast.ts';
import { wordsFor } from '../../renderer/holding/words.ts';

describe('text on the exhibit’s colour', () => {
  it('can be read on every colour', () => {
    const parts = ['00', '33', '66', '77', '99', 'cc', 'ff'];
    for (const red of parts) {
      for (const green of parts) {
        for (const blue of parts) {
          const ground = `#${red}${green}${blue}`;
          expect(contrast(textOn(ground), ground), ground).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  });

  it('knows the ends of the scale', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(textOn('#101418')).toBe('#ffffff');
    expect(textOn('#f0e0c0')).toBe('#000000');
  });
});

describe('the sentence of the holding page', () => {
  it.each([
    ['en', 'en', 'Back in a moment.'],
    ['de', 'de', 'Gleich geht es weiter.'],
    ['de-AT', 'de', 'Gleich geht es weiter.'],
    ['fr_CA.UTF-8', 'fr', 'De retour dans un instant.'],
    ['JA', 'ja', 'まもなく再開します。'],
    ['tlh', 'en', 'Back in a moment.'],
    ['', 'en', 'Back in a moment.'],
  ])('for %j is %s', (locale, language, soon) => {
    expect(wordsFor(locale)).toEqual({ language, soon });
  });
});
