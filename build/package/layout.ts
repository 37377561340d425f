/** What packages are called, and what lies where in them: one place for names that a launcher, a unit or an update relies on. */

/** The folder of the deb in /opt, and the name above the AppImage's file. */
export const PRODUCT = 'Invigil';

/** The launcher, the deb, the command. */
export const PROGRAM = 'invigil';

/** Electron's own program; electron/platform/installation.ts and resources/launcher/invigil know it too. */
export const ELECTRON_PROGRAM = 'invigil-electron';

export const ARCHITECTURES = ['x64', 'arm64'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/** Debian's names for them. */
export const DEBIAN_ARCHITECTURE: Readonly<Record<Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/** What people are told of it. */
export const ABOUT = {
  summary: 'supervisor for unattended installations',
  description:
    'Keeps an unattended installation running: a museum exhibit, an art piece, a sign. It starts with the machine, waits for the login, starts the programs, watches their heartbeats, mends what fails, and shows staff a hidden overlay.',
  /** No address of ours takes mail yet: both fields are asked for by Debian's format, and these names lead nowhere on purpose (RFC 2606). */
  maintainer: 'The Invigil authors <invigil@invigil.invalid>',
  homepage: 'https://invigil.invalid',
} as const;
