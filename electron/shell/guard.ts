/**
 * What a page may not do, first form: open windows, leave its origin, ask for anything, save anything, object to a reload. What
 * only the page's own world can be kept from (print, close, file dialogs) is done in preload.ts.
 */
import type { Session, WebContents, WebPreferences } from 'electron';
import { staysHome } from './origin.ts';

/** Of every page: no Node, no shared world, no dialogs, and its frame loop runs on in a window that is not looked at. */
export const guardedPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  disableDialogs: true,
  spellcheck: false,
  backgroundThrottling: false,
} as const satisfies WebPreferences;

/**
 * `home`: the address that the page belongs to now; null while it may not go anywhere. `loading`: whether that address itself is being
 * loaded; where its server sends it then is the exhibit's own doing.
 */
export function guardContents(contents: WebContents, home: () => string | null, loading: () => boolean): void {
  const keepHome = (event: { preventDefault(): void }, url: string) => {
    const address = home();
    if (address !== null && staysHome(address, url)) return;
    event.preventDefault();
    console.warn(`kept the page from going to ${url}`);
  };
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => keepHome(event, url));
  contents.on('will-redirect', (event, url, _inPage, isMainFrame) => {
    if (isMainFrame && !loading()) keepHome(event, url);
  });
  // Without this a page that objects to being left cannot be reloaded.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
}

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}
