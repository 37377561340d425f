/** What a command is, as far as its words tell: the name it would have as a service, its language, and whether it is known to fork away. */
import { basename, extname } from 'node:path';
import { legalName } from '../legal-name.ts';

const SCRIPT = /\.(py|m?js|cjs|ts|sh|rb|pl|lua)$/;

const SHELL = /^(sh|bash|dash|zsh)$/;
/** For a command whose words name nothing. */
const FALLBACK = 'core';

/** `python3 src/core.py` is `core`, `/usr/bin/mpv loop.mp4` is `mpv`. */
export function serviceName([program, ...args]: readonly [string, ...string[]]): string {
  if (SHELL.test(basename(program)) && args[0]?.startsWith('-')) return FALLBACK;
  const script = [program, ...args].find((word) => SCRIPT.test(word));
  const meant = script ?? program;
  return legalName(basename(meant, SCRIPT.test(meant) ? extname(meant) : '')) ?? FALLBACK;
}

interface Language {
  readonly is: RegExp;
  /** The shortest way to give a sign of life. */
  readonly hint: string;
  readonly page: string;
}

/** Matched against each word's file name; the first that fits. */
const LANGUAGES: readonly Language[] = [
  {
    is: /^(python[\d.]*|uv|poetry|pipenv|.*\.py)$/,
    hint: 'In its loop: open(os.environ["INVIGIL_HEARTBEAT_FILE"], "w").close(), or the Python client.',
    page: 'docs/clients-python.md',
  },
  {
    is: /^(node|npm|npx|pnpm|yarn|bun|deno|tsx|.*\.[mc]?[jt]s)$/,
    hint: 'In its loop: fs.writeFileSync(process.env.INVIGIL_HEARTBEAT_FILE, ""), or the Node client.',
    page: 'docs/clients-node.md',
  },
  { is: /^(sh|bash|dash|zsh|.*\.sh)$/, hint: 'In its loop: touch "$INVIGIL_HEARTBEAT_FILE".', page: 'docs/heartbeats.md' },
  { is: /^(chromium.*|google-chrome.*|firefox.*)$/, hint: 'The page itself can beat over HTTP.', page: 'docs/clients-page.md' },
  {
    is: /^(mpv|vlc|cvlc|ffmpeg|ffplay|gst-launch-1\.0)$/,
    hint: 'A player gives none. Without one, Invigil sees only its end.',
    page: 'docs/heartbeats.md',
  },
];
const COMPILED: Language = {
  is: /./,
  hint: 'A compiled program: include one header and call beat in its loop.',
  page: 'docs/clients-c.md',
};

export function languageOf(command: readonly string[]): Pick<Language, 'hint' | 'page'> {
  const names = command.map((word) => basename(word));
  return LANGUAGES.find(({ is }) => names.some((name) => is.test(name))) ?? COMPILED;
}

/** What keeps well-known programs in the foreground. */
const FOREGROUND: Readonly<Record<string, string>> = {
  nginx: 'nginx -g "daemon off;"',
  apache2: 'apache2 -D FOREGROUND',
  apache2ctl: 'apache2 -D FOREGROUND',
  httpd: 'httpd -D FOREGROUND',
  lighttpd: 'lighttpd -D -f FILE',
  'redis-server': 'redis-server --daemonize no',
  mongod: 'mongod without --fork',
  mosquitto: 'mosquitto without -d',
  dnsmasq: 'dnsmasq --keep-in-foreground',
  hostapd: 'hostapd without -B',
  mpd: 'mpd --no-daemon',
  pulseaudio: 'pulseaudio --daemonize=no',
  icecast2: 'icecast2 without -b',
  motion: 'motion -n',
  gunicorn: 'gunicorn without --daemon',
  supervisord: 'supervisord --nodaemon',
  x11vnc: 'x11vnc without -bg',
  vlc: 'vlc without --daemon',
  cvlc: 'cvlc without --daemon',
  caddy: 'caddy run',
  pm2: 'pm2-runtime',
  docker: 'docker run without -d',
  screen: 'screen -D -m',
};

/** Null: not a known one. */
export function foregroundOf(command: readonly string[]): string | null {
  const known = command.map((word) => basename(word)).find((name) => Object.hasOwn(FOREGROUND, name));
  return known === undefined ? null : (FOREGROUND[known] ?? null);
}
