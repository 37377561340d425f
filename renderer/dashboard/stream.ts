/**
 * One stream of events (SSE). The browser itself comes back to a stream that broke and says what it saw last, so that nothing is missed;
 * where it gives up (the server refused, or answered with something else) it is begun anew after a while.
 */
const ANEW_AFTER_MS = 3_000;

export interface StreamOptions {
  /** Asked for each new beginning. */
  readonly address: () => string;
  /** Names of the events that are heard. */
  readonly events: readonly string[];
  /** Whether the server knows what was seen last; false: the address says it, so that it is made anew each time. Left out: it does. */
  readonly resumes?: boolean;
  readonly heard: (name: string, data: string) => void;
  /** Whether it stands now. */
  readonly changed: (open: boolean) => void;
}

/** The result ends it. */
export function openStream({ address, events, resumes = true, heard, changed }: StreamOptions): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function begin(): void {
    source = new EventSource(address());
    source.onopen = () => changed(true);
    source.onerror = () => {
      changed(false);
      if (!resumes) source.close();
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer);
      timer = setTimeout(begin, ANEW_AFTER_MS);
    };
    for (const name of events) {
      source.addEventListener(name, (event: MessageEvent<string>) => heard(name, event.data));
    }
  }
  begin();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
