/**
 * What documents leave behind when others take their place. Chromium collects it late: a small page that is loaded anew all the time takes
 * 20 MB at first and 120 to 145 MB from the 200th load on, with a hundred dead documents of half a megabyte in it. In a bare Electron it
 * is 17 MB, then 80 to 100 MB (Electron 22). That is no leak, for it is bounded; but the exhibit's own programs may want the memory.
 *
 * So after every tenth document the page's garbage is collected, right when that one begins: the last picture of the one before is still
 * seen, and most pages have little in memory yet. What is alive has to be looked through: that takes 15 ms for a small page and, for one
 * that has already built up 70 MB of objects by then, half a second.
 */
/** Ten small documents leave 5 MB. */
const DOCUMENTS = 10;

/** The developer tools' line to the page, which its guard has opened (ward.ts). */
interface Line {
  sendCommand(method: string): Promise<unknown>;
}

/** Returns what is to be called whenever a document has taken the place of another. */
export function sweeper(line: Line): () => void {
  let documents = 0;
  return () => {
    documents += 1;
    if (documents % DOCUMENTS !== 0) return;
    line
      .sendCommand('HeapProfiler.collectGarbage')
      .catch((error: unknown) => console.warn(`what the last documents left in memory is not collected: ${error}`));
  };
}
