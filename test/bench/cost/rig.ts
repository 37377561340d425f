/** Something whose cost is compared: processes that supervise, as long as they are watched. */
export interface Rig {
  /** Of its row. */
  readonly title: string;
  /** Every process that is the supervisor and not a service. */
  processes(): readonly number[];
  /** Ends it and everything that it started. */
  end(): Promise<void>;
}

/** Opens rigs one after the other and ends all that were opened, also when one of them, or the use, fails. */
export async function withRigs<T>(openers: readonly (() => Promise<Rig>)[], use: (rigs: readonly Rig[]) => Promise<T>): Promise<T> {
  const rigs: Rig[] = [];
  try {
    for (const open of openers) rigs.push(await open());
    return await use(rigs);
  } finally {
    await endAll(rigs);
  }
}

/** Ends all of them, also when one cannot be ended, and tells that afterwards. */
export async function endAll(all: readonly Pick<Rig, 'end'>[]): Promise<void> {
  const ends = await Promise.allSettled(all.map((one) => one.end()));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
