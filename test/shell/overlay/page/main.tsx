/**
 * Stands in for the overlay's page in tests of the shell. It does what its keys say: digits are a PIN that Enter signs in with,
 * o reads the overview, l a log, p a picture, c closes, h hangs, x asks for nonsense.
 * What comes of it stands in its title line, and in a request that the test's server sees as the log of the service `said-TEXT`.
 */
import type { Answer, OverlayBridge } from '../../../../electron/documents/bridge.ts';

declare const document: { addEventListener(type: 'keydown', listener: (event: { readonly key: string }) => void): void };
declare const window: { readonly overlay: OverlayBridge };

const { overlay } = window;
let pin = '';

/** To the test, by the only way there is. */
const say = (text: string) => {
  const service = `said-${text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`.slice(0, 32);
  void overlay.ask({ ask: 'log', service });
};
const told = (answer: Answer) => say(answer.ok ? `ok ${JSON.stringify(answer.body)}` : answer.problem.kind);

const acts: Readonly<Record<string, () => Promise<Answer>>> = {
  Enter: () => overlay.ask({ ask: 'sign-in', pin }),
  o: () => overlay.ask({ ask: 'read', document: 'overview' }),
  r: () => overlay.ask({ ask: 'command', name: 'restart', arguments: { service: 'sound' } }),
  p: () => overlay.ask({ ask: 'picture', incident: 7 }),
  c: () => overlay.ask({ ask: 'close' }),
};

overlay.onOpened(({ way, locale, service }) => {
  pin = '';
  say(`${way} ${locale} ${service}`);
});
document.addEventListener('keydown', ({ key }) => {
  if (key === 'h') for (;;);
  if (/^\d$/.test(key)) pin += key;
  else void acts[key]?.().then(told);
});
