/** What a page may use: the names of the exhibit file, and what they mean to Electron. Everything that no name stands for is refused. */
import { type Home, sameOrigin, staysHome } from './origin.ts';

/** By Electron's name. Camera and microphone share one, and are told apart by the kind of media. */
const NAMES: Readonly<Record<string, string>> = {
  midi: 'midi',
  midiSysex: 'midi',
  geolocation: 'geolocation',
  'geolocation-approximate': 'geolocation',
  fullscreen: 'fullscreen',
  pointerLock: 'pointer-lock',
  'clipboard-read': 'clipboard-read',
  'deprecated-sync-clipboard-read': 'clipboard-read',
};
const MEDIA: Readonly<Record<string, string>> = { video: 'camera', audio: 'microphone' };

export interface Wish {
  /** Electron's name for it. */
  readonly permission: string;
  /** Of `media`: `video`, `audio`, or what is not known. */
  readonly media: readonly string[];
  /** The address or origin that asks. */
  readonly from: string;
}

/** Whether the exhibit grants it: to the page itself, and to the origins that it may go to. */
export function isGranted(granted: readonly string[], home: Home, { permission, media, from }: Wish): boolean {
  const isOurs = sameOrigin(home.address, from) || staysHome(home, from) || (isFile(home.address) && isFile(from));
  if (!isOurs) return false;
  const names = permission === 'media' ? media.map((kind) => MEDIA[kind]) : [NAMES[permission]];
  return names.length > 0 && names.every((name) => name !== undefined && granted.includes(name));
}

/** A page from a file has no origin but that. */
const isFile = (address: string) => address.startsWith('file:');
