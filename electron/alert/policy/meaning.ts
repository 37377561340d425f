/** How important something is, and to whom. */
import type { AlertLevel } from '../../config/exhibit.ts';
import type { TellingSettings } from './settings.ts';

const LEVELS: readonly AlertLevel[] = ['info', 'warning', 'error', 'fatal'];

/** `own`: what it is where the file's map says nothing. */
export function levelOf(kind: string, own: AlertLevel, { levels }: Pick<TellingSettings, 'levels'>): AlertLevel | 'none' {
  return levels[kind] ?? own;
}

/** The receivers that want to know of something of this kind. */
export function addressees(kind: string, own: AlertLevel, settings: Pick<TellingSettings, 'levels' | 'receivers' | 'level'>): string[] {
  const level = levelOf(kind, own, settings);
  if (level === 'none') return [];
  const wanted = (least: AlertLevel) => LEVELS.indexOf(level) >= LEVELS.indexOf(least);
  return settings.receivers.filter((receiver) => wanted(receiver.level ?? settings.level)).map(({ name }) => name);
}
