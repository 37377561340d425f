/** The schema of `outbox.db`, as steps (see `platform/database/migrations.ts`). */
export const STEPS: readonly string[] = [
  `
  CREATE TABLE message (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    receiver TEXT NOT NULL,
    message TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dropped', 'cancelled')),
    put_at INTEGER NOT NULL,
    settled_at INTEGER,
    tries INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX waiting ON message (number) WHERE state = 'waiting';
  CREATE INDEX settled ON message (settled_at) WHERE state <> 'waiting';
  CREATE TABLE tally (
    receiver TEXT PRIMARY KEY,
    dropped INTEGER NOT NULL,
    untold INTEGER NOT NULL,
    delivered_at INTEGER
  ) STRICT;
  `,
];
