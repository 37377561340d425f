/**
 * What a page may not do: open windows, leave its origins, ask for anything that was not granted, save anything, object to a reload.
 * What Electron has no word for (print, file dialogs) is done in ward.ts.
 */
import { app, type Session, type WebContents, type WebPreferences } from 'electron';
import { type Home, staysFramed, staysHome } from './origin.ts';

/** What can open a window of its own over the page, or the file system. */
const BLINK_WITHOUT = [
  'FileSystemAccess',
  'FileSystemAccessLocal',
  'PictureInPicture',
  'PictureInPictureAPI',
  'DocumentPictureInPictureAPI',
  // Ends the whole of Electron 22 on Wayland.
  'EyeDropperAPI',
];

/** Of every page: no Node, no shared world, no dialogs, and its frame loop runs on in a window that is not looked at. */
export const guardedPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  disableDialogs: true,
  disableBlinkFeatures: BLINK_WITHOUT.join(','),
  navigateOnDragDrop: false,
  spellcheck: false,
  backgroundThrottling: false,
  // Sound and video begin by themselves: nobody has touched an exhibit that has just started.
  autoplayPolicy: 'no-user-gesture-required',
} as const satisfies WebPreferences;

/** For every page and session there will be. Before the first of them. */
export function guardApp(): void {
  app.on('session-created', guardSession);
  app.on('web-contents-created', (_event, contents) => {
    // Otherwise Electron takes the first device it finds.
    contents.on('select-bluetooth-device', (event, _devices, choose) => {
      event.preventDefault();
      choose('');
    });
  });
  // Otherwise Electron takes the first certificate of the store.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
}

/**
 * `home`: where the page belongs now; null while it may not go anywhere. `asked`: whether that address itself has just been asked for
 * and not been answered; where its server sends it then is the exhibit's own doing.
 */
export function guardContents(contents: WebContents, home: () => Home | null, asked: () => boolean): void {
  const keepHome = (event: { preventDefault(): void }, url: string) => {
    const place = home();
    if (place !== null && staysHome(place, url)) return;
    event.preventDefault();
    console.warn(`kept the page from going to ${shortened(url)}`);
  };
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => keepHome(event, url));
  contents.on('will-redirect', (event, url, _inPage, isMainFrame) => {
    if (isMainFrame && !asked()) keepHome(event, url);
  });
  // In versions that know it: the frame stays as it is. Others go by what profile.ts says, and empty it.
  contents.on('will-frame-navigate', (details) => {
    const { isMainFrame, frame, initiator, url } = details;
    const place = home();
    if (isMainFrame || (place !== null && staysFramed(place, { from: frame?.url ?? '', to: url, sender: initiator?.url ?? '' }))) return;
    details.preventDefault();
    console.warn(`kept a frame of the page from going to ${shortened(url)}`);
  });
  // Without this a page that objects to being left cannot be reloaded.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  // Two fingers would enlarge the page, and nobody would make it small again.
  contents.on('dom-ready', () => {
    contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined);
  });
}

/** Denies everything; profile.ts grants some of it to the exhibit's page. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** For the log: an address may carry a whole document. */
export const shortened = (url: string): string => (url.length > 200 ? `${url.slice(0, 200)}…` : url);
