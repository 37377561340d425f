/**
 * What a page could open over itself, and no setting of Electron's forbids: the dialogs for printing and for files. They are kept shut
 * through the developer tools' protocol, which reaches every frame of the page before its first script, the empty ones that a script has
 * just made too: a function that was replaced in one frame only could be had from another.
 *
 * - Choosing a file is intercepted in the browser itself. `showPicker` is not, in all versions, and is replaced.
 * - Printing is replaced: `print`, and `execCommand('print')`. So is what closes, moves or resizes: the page would be told wrong sizes.
 * - A frame of another site runs in a process of its own, and is held until it is under guard as well.
 *
 * The guard is in place before the page's address is loaded, and stays over navigations and new renderers.
 */
import type { WebContents } from 'electron';
import { z } from 'zod';

/** Nothing of the page's own is called here: whatever it replaces later, these were taken before. */
const SCRIPT = `(() => {
  const { apply } = Reflect;
  const { toLowerCase } = String.prototype;
  const { execCommand } = Document.prototype;
  const { showPicker } = HTMLInputElement.prototype;
  const { get: typeOf } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'type');
  Document.prototype.execCommand = function (command, ui, value) {
    const name = '' + command;
    return apply(toLowerCase, name, []) === 'print' ? false : apply(execCommand, this, [name, ui, value]);
  };
  HTMLInputElement.prototype.showPicker = function () {
    if (apply(typeOf, this, []) !== 'file') apply(showPicker, this, []);
  };
  for (const name of ['print', 'close', 'moveTo', 'moveBy', 'resizeTo', 'resizeBy']) window[name] = () => {};
})()`;

const attached = z.object({ sessionId: z.string(), targetInfo: z.object({ type: z.string() }) });

/** Resolves when everything that will be loaded is under guard. `lost`: it is no more, and the page must not go on. */
export async function ward(contents: WebContents, lost: () => void): Promise<void> {
  const { debugger: line } = contents;
  const guard = (sessionId?: string) =>
    Promise.all([
      line.sendCommand('Page.enable', {}, sessionId),
      line.sendCommand('Page.setInterceptFileChooserDialog', { enabled: true }, sessionId),
      line.sendCommand('Page.addScriptToEvaluateOnNewDocument', { source: SCRIPT }, sessionId),
    ]);
  const follow = (sessionId?: string) =>
    line.sendCommand('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }, sessionId);

  // There is nobody to take the commands before a first document. Of the 150 ms that it takes most is the start of the process that the page
  // runs in afterwards. None is kept ready: zoom, pointer and storage are settled when a view is made, and one in reserve is 20 MB for good.
  await contents.loadURL('about:blank');
  line.attach('1.3');
  line.on('detach', lost);
  line.on('message', (_event, method, parameters) => {
    if (method !== 'Target.attachedToTarget') return;
    const { sessionId, targetInfo } = attached.parse(parameters);
    const go = () => line.sendCommand('Runtime.runIfWaitingForDebugger', {}, sessionId);
    // Workers have no dialogs, and no words for them.
    const going = targetInfo.type === 'iframe' ? Promise.all([guard(sessionId), follow(sessionId)]).then(go) : go();
    // What is gone meanwhile needs no guard; a frame that cannot be guarded stays held.
    going.catch((error: unknown) => console.warn(`a ${targetInfo.type} in the page is not under guard: ${error}`));
  });
  await Promise.all([guard(), follow()]);
}
