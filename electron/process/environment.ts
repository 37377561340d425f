/**
 * The environment of a service (contract 2): the login's, then the file's, then the service's own, then what Invigil tells it.
 * What Invigil itself was started with is left out, so that a service sees the same from a deb, an AppImage and a checkout.
 */

type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentSources {
  /** Of the user manager, or of whoever started the supervisor. */
  readonly login: Environment;
  /** Of the graphical session. */
  readonly session: Environment;
  /** `environment_file`. */
  readonly file: Environment;
  /** `environment`. */
  readonly own: Environment;
  /** Contract 3: `INVIGIL_...`, and `NOTIFY_SOCKET` of the instance. */
  readonly invigil: Environment;
}

/** Set by Electron, an AppImage's runtime, npm, Node, a shell or the supervisor's own unit, for the supervisor alone. */
const OURS =
  /^(ELECTRON_\w+|CHROME_DESKTOP|ORIGINAL_XDG_CURRENT_DESKTOP|PWD|OLDPWD|SHLVL|_|APPDIR|APPIMAGE|APPIMAGE_EXTRACT_AND_RUN|ARGV0|OWD|npm_\w+|INIT_CWD|NODE|NODE_OPTIONS|NODE_CHANNEL_\w+|NODE_UNIQUE_ID|INVIGIL_\w+|NOTIFY_SOCKET|WATCHDOG_\w+|LISTEN_\w+|FDSTORE|MAINPID|MANAGERPID|INVOCATION_ID|SYSTEMD_EXEC_PID|JOURNAL_STREAM|MEMORY_PRESSURE_\w+)$/;

/** What npm sets beside that in a script of its own. */
const NPMS = ['COLOR', 'EDITOR'];

/** Lists of folders that an AppImage's runtime puts its own into. */
const LISTS = ['PATH', 'LD_LIBRARY_PATH', 'XDG_DATA_DIRS', 'GSETTINGS_SCHEMA_DIR'];

export function serviceEnvironment(sources: EnvironmentSources): Record<string, string> {
  const { login, session, file, own, invigil } = sources;
  const merged: Environment = { ...inherited(login), ...inherited(session), ...file, ...own, ...invigil };
  return Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** What of an environment that the supervisor has itself is not the supervisor's. */
function inherited(environment: Environment): Environment {
  const image = environment['APPDIR'];
  const fromNpm = environment['npm_execpath'] !== undefined || environment['npm_config_user_agent'] !== undefined;
  const isOurs = (folder: string) =>
    (image !== undefined && (folder === image || folder.startsWith(`${image}/`))) ||
    (fromNpm && (folder.endsWith('/node_modules/.bin') || folder.endsWith('/node-gyp-bin')));

  const kept = new Map(Object.entries(environment).filter(([name]) => !OURS.test(name) && !(fromNpm && NPMS.includes(name))));
  for (const name of LISTS) {
    const list = kept.get(name)?.split(':');
    const rest = list?.filter((folder) => !isOurs(folder));
    if (list === undefined || rest === undefined || rest.length === list.length) continue;
    if (rest.every((folder) => folder === '')) kept.delete(name);
    else kept.set(name, rest.join(':'));
  }
  return Object.fromEntries(kept);
}
