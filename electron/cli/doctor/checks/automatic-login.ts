/** Who is logged in at the screen by itself after a boot? Read from the files of whatever shows the login. */
import { basename } from 'node:path';
import type { Files } from '../files.ts';
import { type Check, ok, problem, warning } from '../finding.ts';
import type { Place } from '../place.ts';
import { entriesOf, settingOf } from '../sections.ts';

const MEANS = 'After a power cut displays wait until somebody logs in by hand.';

interface LoginManager {
  /** Who comes without being asked; null: nobody. */
  automatic(files: Files): { readonly who: string; readonly file: string } | null;
  /** What has to be written, with the account's name. */
  todo(account: string): string;
}

const MANAGERS: Readonly<Record<string, LoginManager>> = {
  greetd: {
    automatic: (files) => first(files, ['/etc/greetd/config.toml'], 'initial_session', 'user'),
    todo: (account) =>
      `In /etc/greetd/config.toml: [initial_session], user = "${account}", command = "sway". Or: sudo invigil install PATH --user ${account}`,
  },
  gdm: {
    automatic: (files) => gdm(files),
    todo: (account) =>
      `In [daemon] of /etc/gdm3/daemon.conf (Ubuntu: custom.conf): AutomaticLoginEnable=true and AutomaticLogin=${account}`,
  },
  lightdm: {
    automatic: (files) =>
      first(
        files,
        [
          '/etc/lightdm/lightdm.conf',
          ...within(files, '/etc/lightdm/lightdm.conf.d'),
          ...within(files, '/usr/share/lightdm/lightdm.conf.d'),
        ],
        'Seat:*',
        'autologin-user',
      ),
    todo: (account) => `printf '[Seat:*]\\nautologin-user=${account}\\n' | sudo tee /etc/lightdm/lightdm.conf.d/60-autologin.conf`,
  },
  sddm: {
    automatic: (files) => first(files, ['/etc/sddm.conf', ...within(files, '/etc/sddm.conf.d')], 'Autologin', 'User'),
    todo: (account) =>
      `printf '[Autologin]\\nUser=${account}\\n' | sudo tee /etc/sddm.conf.d/60-autologin.conf, and Session= with the desktop.`,
  },
};

const CONSOLE: LoginManager = {
  automatic: (files) => ownUnit(files) ?? getty(files),
  todo: (account) => `sudo invigil install PATH --user ${account}`,
};

export const automaticLogin: Check = async ({ files, account }: Place) => {
  const name = managerOf(files);
  const manager = name === null ? CONSOLE : MANAGERS[name];
  if (manager === undefined) {
    const todo = `Look into its documentation, or let greetd do it: sudo invigil install PATH --user ${account.name}`;
    return [warning(`Whether ${name} logs ${account.name} in by itself cannot be read from here.`, MEANS, todo)];
  }
  const shown = name ?? 'the console';
  const found = manager.automatic(files);
  if (found === null) return [warning(`After a boot ${shown} logs nobody in by itself.`, MEANS, manager.todo(account.name))];
  const text = `After a boot ${shown} logs in ${found.who} by itself (${found.file}).`;
  if (found.who === account.name) return [ok(text)];
  return [problem(text, `This is ${account.name}, whose displays do not come.`, manager.todo(account.name))];
};

/** Null: none is enabled. */
function managerOf(files: Files): string | null {
  const target = files.target('/etc/systemd/system/display-manager.service');
  if (target === null) return null;
  const name = basename(target).replace(/\.service$/, '');
  return name === 'gdm3' ? 'gdm' : name;
}

/** The last file that says something counts. */
function first(files: Files, paths: readonly string[], section: string, key: string) {
  const said = paths.flatMap((file) => {
    const who = settingOf(files.read(file), section, key);
    return who === null || who === '' ? [] : [{ who, file }];
  });
  return said.at(-1) ?? null;
}

function gdm(files: Files) {
  for (const file of ['/etc/gdm3/daemon.conf', '/etc/gdm3/custom.conf', '/etc/gdm/custom.conf']) {
    const text = files.read(file);
    const who = settingOf(text, 'daemon', 'AutomaticLogin');
    if (who !== null && settingOf(text, 'daemon', 'AutomaticLoginEnable')?.toLowerCase() === 'true') return { who, file };
  }
  return null;
}

/** The session that `invigil install` makes where there is no console for greetd. */
function ownUnit(files: Files) {
  for (const folder of ['/etc/systemd/system/graphical.target.wants', '/etc/systemd/system/multi-user.target.wants']) {
    for (const unit of files.list(folder)) {
      const who = /^invigil-session@(.+)\.service$/.exec(unit)?.[1];
      if (who !== undefined) return { who, file: `${folder}/${unit}` };
    }
  }
  return null;
}

function getty(files: Files) {
  const found = within(files, '/etc/systemd/system/getty@tty1.service.d').flatMap((file) =>
    entriesOf(files.read(file) ?? '').flatMap(({ key, value }) => {
      const who = key === 'ExecStart' ? /--autologin[ =](\S+)/.exec(value)?.[1] : undefined;
      return who === undefined ? [] : [{ who, file }];
    }),
  );
  return found.at(-1) ?? null;
}

function within(files: Files, folder: string): readonly string[] {
  return files.list(folder).flatMap((name) => (name.endsWith('.conf') ? [`${folder}/${name}`] : []));
}
