/** The history's schema, format by format (`platform/database/migrations.ts`). A step that was released is never changed. */
export const FORMATS: readonly string[] = [
  `
  CREATE TABLE run (
    id TEXT PRIMARY KEY,
    boot TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ended_at INTEGER
  ) STRICT;
  CREATE TABLE incident (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    service TEXT,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    document TEXT NOT NULL
  ) STRICT;
  CREATE TABLE picture (
    incident INTEGER PRIMARY KEY REFERENCES incident (number) ON DELETE CASCADE,
    image BLOB NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE change (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    service TEXT,
    state TEXT NOT NULL,
    health TEXT NOT NULL,
    reason TEXT,
    restarts INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE resource (
    step INTEGER NOT NULL,
    at INTEGER NOT NULL,
    used TEXT NOT NULL,
    PRIMARY KEY (step, at)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT,
    command TEXT NOT NULL,
    outcome TEXT NOT NULL,
    line TEXT NOT NULL
  ) STRICT;
  `,
];
