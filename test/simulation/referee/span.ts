/**
 * When something has to happen: not before `from`, and by `until`. The two are one moment where the contract gives one, and
 * apart where it leaves a choice. Monotonic milliseconds; both infinite: nothing is due.
 */
export class Span {
  from = Number.POSITIVE_INFINITY;
  until = Number.POSITIVE_INFINITY;

  set(from: number, until = from): void {
    this.from = from;
    this.until = until;
  }

  rest(): void {
    this.set(Number.POSITIVE_INFINITY);
  }

  get active(): boolean {
    return this.from !== Number.POSITIVE_INFINITY;
  }

  /** The loop was late: at least that time is given back, at most all patience begins anew. */
  late(byMs: number, anew: number): void {
    this.set(this.from + byMs, Math.max(this.until + byMs, anew));
  }

  /** May be counted from anew, need not. */
  stretch(anew: number): void {
    if (this.active) this.until = Math.max(this.until, anew);
  }
}
