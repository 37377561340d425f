/** What of a right exhibit file is open to the network further than one may think: for `invigil check`. */
import { type Exhibit, isLoopback, type ListenAddress, type ReceiverSettings } from '../config/index.ts';

/** One sentence for each; empty when nothing is. */
export function networkNotes(exhibit: Exhibit): string[] {
  return [...dashboardNotes(exhibit), ...metricsNotes(exhibit), ...exhibit.alerts.to.flatMap(receiverNotes)];
}

function dashboardNotes({ dashboard, access }: Exhibit): string[] {
  const open = beyondThisMachine(dashboard.listen);
  if (open === '') return [];
  const notes: string[] = [];
  if (dashboard.tls === null) {
    notes.push(
      `The dashboard listens on ${open} without TLS: passwords cross the network in the open. Set dashboard.tls, or listen on 127.0.0.1 behind a proxy that has a certificate.`,
    );
  }
  if (access.every(({ password, token }) => password === null && token === null)) {
    const name = access.find(({ role }) => role !== 'view')?.name ?? 'NAME';
    notes.push(
      `The dashboard listens on ${open}, and nobody can sign in there: no [[access]] has a password or token. \`invigil password ${name}\` makes one.`,
    );
  }
  return notes;
}

function metricsNotes({ metrics }: Exhibit): string[] {
  const open = beyondThisMachine(metrics.listen);
  if (open === '') return [];
  return [`Metrics on ${open} can be read by everybody who reaches that address: without a sign-in, and without TLS.`];
}

/** Those addresses that others can reach, in words. */
function beyondThisMachine(listen: readonly ListenAddress[]): string {
  const open = listen.filter(({ host }) => !isLoopback(host));
  return open.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)).join(' and ');
}

/** On a server that asks for no sign-in a topic is a password. */
const TOPIC_LEAST = 12;

function receiverNotes(receiver: ReceiverSettings): string[] {
  const { name } = receiver;
  if (receiver.kind === 'ntfy') {
    const { server, topic, token } = receiver;
    if (isOwn(server)) return [];
    if (token !== null)
      return isPlain(server) ? [`Receiver ${name}: its token crosses the network in the open, because ${server} is without TLS.`] : [];
    if (topic.length >= TOPIC_LEAST) return [];
    return [
      `Receiver ${name}: whoever guesses the topic "${topic}" reads every alert. Take one of at least ${TOPIC_LEAST} characters, with some at random, or a server with a token.`,
    ];
  }
  if (receiver.kind !== 'webhook' || typeof receiver.url !== 'string') return [];
  const notes: string[] = [];
  const hasSecrets = Object.values(receiver.headers).some((value) => typeof value !== 'string');
  if (hasSecrets && isPlain(receiver.url) && !isOwn(receiver.url)) {
    notes.push(
      `Receiver ${name}: its secret headers cross the network in the open, because ${URL.parse(receiver.url)?.origin} is without TLS.`,
    );
  }
  if (looksLikeKey(receiver.url)) {
    const host = URL.parse(receiver.url)?.hostname;
    notes.push(`Receiver ${name}: its address at ${host} looks like a secret. Keep it in a file: url = { file = "secrets/${name}.url" }`);
  }
  return notes;
}

function isPlain(address: string): boolean {
  return URL.parse(address)?.protocol === 'http:';
}

function isOwn(address: string): boolean {
  return isLoopback(URL.parse(address)?.hostname ?? '');
}

/** As chat services have it: a part of the address that is long, and of letters and digits in no order. */
function looksLikeKey(address: string): boolean {
  const { pathname = '', search = '' } = URL.parse(address) ?? {};
  return `${pathname}${search}`.split(/[/?&=]/).some((part) => /^(?=.*\d)(?=.*[A-Za-z])[\w-]{20,}$/.test(part));
}
