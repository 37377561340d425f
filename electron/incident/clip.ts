/** Bounds for what comes from outside. Pure. */
import type { Line, SeenProcess, Usage } from './record.ts';

const MOST_CHARACTERS = 1_000;
const LINE_CHARACTERS = 500;
/** Of one tail; there are two at most. */
const TAIL_LINES = 100;
const TAIL_BYTES = 16 * 1024;
const STACK_BYTES = 32 * 1024;
const MOST_SAMPLES = 60;

export function clipText(text: string, most = MOST_CHARACTERS): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** The last lines, as many as fit. */
export function clipTail(lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  let bytes = 0;
  for (const line of lines.slice(-TAIL_LINES).reverse()) {
    const text = clipText(line.text, LINE_CHARACTERS);
    bytes += Buffer.byteLength(text);
    if (bytes > TAIL_BYTES) break;
    kept.push({ ...line, text });
  }
  return kept.reverse();
}

/** Stacks of the first processes, as many as fit; the processes themselves stay. */
export function clipStacks(processes: readonly SeenProcess[]): SeenProcess[] {
  let bytes = 0;
  return processes.map((process) => {
    bytes += process.kernelStack.reduce((sum, frame) => sum + Buffer.byteLength(frame), 0);
    return bytes > STACK_BYTES ? { ...process, kernelStack: [] } : process;
  });
}

/** Evenly thinned; the last one stays. */
export function clipUsage(samples: readonly Usage[]): Usage[] {
  const step = Math.ceil(samples.length / MOST_SAMPLES);
  return samples.filter((_, place) => (samples.length - 1 - place) % Math.max(1, step) === 0);
}
