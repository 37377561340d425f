/** V8's heap: how large it may become before what is dead in it is collected. */
import { setFlagsFromString } from 'node:v8';

/** V8 collects an old generation that has grown by so much, in percent of what was alive; by itself it waits until it is two to four times as large. */
const OLD_GROWS_PERCENT = 20;

/**
 * Keeps the heap of every thread near what is alive in it, at the price of collecting it more often. By itself V8 doubles the part where every
 * object begins whenever much happens, lets the old part grow from 25 to 70 MB, and keeps both for hours: a supervisor whose services crash
 * again and again would grow to three times its size just then. It also looks every eight seconds whether it is time to give something back,
 * for minutes, and in a thread that does nothing at all for ever; when size is wanted it collects within ten seconds what a start has left, and
 * has no timer after that.
 *
 * V8 asks for this each time that it decides, so it can be set while it runs; but only when all that a start loads is there: from then on V8
 * takes no compiled form of Node's own modules, which was made with other settings.
 */
export function boundHeap(): void {
  setFlagsFromString('--optimize-for-size');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString(`--heap-growing-percent=${OLD_GROWS_PERCENT}`);
}
