/** The part of V8's heap where every object begins: how large it may become. */
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps it as small as it is now, in every thread, at the price of collecting it more often. By itself V8 doubles it whenever much happens,
 * up to 130 MB, and keeps it for hours: a supervisor whose services crash again and again would grow to three times its size just then.
 * V8 asks for the factor each time that it would grow it, so it can be set while it runs.
 */
export function boundYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
