/** The words of the card, in each language that it speaks. `{...}` are put in. */
import type { OverlaySettings } from '../../config/index.ts';
import { wordsFor } from '../../documents/words/words.ts';

type Corner = NonNullable<OverlaySettings['corner']>['where'];

export interface CardWords {
  readonly fine: string;
  readonly fineLooks: string;
  readonly trouble: string;
  /** What may be seen, and what it means. */
  readonly looks: readonly (readonly [string, string])[];
  readonly steps: string;
  readonly wait: string;
  readonly restart: string;
  readonly call: string;
  /** Before the line on which a number is written by hand. */
  readonly number: string;
  readonly overlay: string;
  readonly byKey: string;
  readonly byTaps: string;
  readonly noWay: string;
  readonly pin: string;
  readonly noPin: string;
  readonly people: string;
  readonly technicians: string;
  readonly corners: Readonly<Record<Corner, string>>;
}

const en: CardWords = {
  fine: 'All is right',
  fineLooks: 'The exhibit is on the screen. After it was switched on it comes by itself within two minutes.',
  trouble: 'Something is not right',
  looks: [
    ['Only the title on a plain colour', 'It is being mended. Wait for two minutes.'],
    ['The title for longer than ten minutes', 'It does not help itself any more. Do the steps below.'],
    ['A dark screen', 'The screen may be off, or without its cable or its power.'],
    ['A picture that stands still, or no sound', 'Do the steps below.'],
  ],
  steps: 'What to do',
  wait: 'Wait for two minutes. Most of it mends itself.',
  restart: 'Open the overlay, read its first sentence, and press “Restart exhibit”.',
  call: 'If that does not help: call. Say the title above and that sentence.',
  number: 'Telephone',
  overlay: 'Opening the overlay',
  byKey: 'On a keyboard: {key}',
  byTaps: 'On the screen: {taps} quick taps in the corner {corner}',
  noWay: 'It can be opened from elsewhere only: invigil overlay',
  pin: 'Then type your PIN. It closes by itself after a minute.',
  noPin: 'Nobody has a PIN yet: invigil pin NAME',
  people: 'Has a PIN',
  technicians: 'For technicians',
  corners: {
    'top-left': 'at the top left',
    'top-right': 'at the top right',
    'bottom-left': 'at the bottom left',
    'bottom-right': 'at the bottom right',
  },
};

const de: CardWords = {
  fine: 'Alles in Ordnung',
  fineLooks: 'Das Exponat ist auf dem Bildschirm. Nach dem Einschalten kommt es innerhalb von zwei Minuten von selbst.',
  trouble: 'Etwas stimmt nicht',
  looks: [
    ['Nur der Titel auf einfarbigem Grund', 'Es wird gerade behoben. Zwei Minuten warten.'],
    ['Der Titel länger als zehn Minuten', 'Es hilft sich nicht mehr selbst. Die Schritte unten tun.'],
    ['Ein dunkler Bildschirm', 'Er ist vielleicht aus, oder ohne Kabel oder Strom.'],
    ['Ein Bild, das stillsteht, oder kein Ton', 'Die Schritte unten tun.'],
  ],
  steps: 'Was zu tun ist',
  wait: 'Zwei Minuten warten. Das meiste behebt sich selbst.',
  restart: 'Das Menü öffnen, den ersten Satz lesen und das Exponat neu starten.',
  call: 'Wenn das nicht hilft: anrufen. Den Titel oben und diesen Satz sagen.',
  number: 'Telefon',
  overlay: 'Das Menü öffnen',
  byKey: 'An einer Tastatur: {key}',
  byTaps: 'Am Bildschirm: {taps} schnelle Berührungen in der Ecke {corner}',
  noWay: 'Nur von anderswo: invigil overlay',
  pin: 'Dann die eigene PIN eingeben. Es schließt sich nach einer Minute von selbst.',
  noPin: 'Noch hat niemand eine PIN: invigil pin NAME',
  people: 'Hat eine PIN',
  technicians: 'Für die Technik',
  corners: { 'top-left': 'oben links', 'top-right': 'oben rechts', 'bottom-left': 'unten links', 'bottom-right': 'unten rechts' },
};

const LANGUAGES: Readonly<Record<string, CardWords>> = { en, de };

/** English where the exhibit's language is not spoken. */
export function cardWords(locale: string): { readonly language: string; readonly words: CardWords } {
  const { language } = wordsFor(locale);
  const words = LANGUAGES[language];
  return words === undefined ? { language: 'en', words: en } : { language, words };
}
