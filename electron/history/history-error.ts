/** The history cannot be read: damaged, of a newer version, not allowed, a disk that hangs. The message says what and where. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
}
