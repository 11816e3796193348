-- The latest import by an admin of each community: how far it is, and what came of it. The files stand in the data folder until it has ended.
CREATE TABLE vault.imports (
    community  text PRIMARY KEY,
    id         uuid NOT NULL,
    state      text NOT NULL CHECK (state IN ('checking', 'checked', 'booking', 'ended', 'failed')),
    started_by text NOT NULL,
    started_at timestamptz NOT NULL,
    beat_at    timestamptz NOT NULL,      -- while it runs, a sign of life every second
    done       integer NOT NULL DEFAULT 0,
    total      integer NOT NULL DEFAULT 0,
    skip_bad   boolean NOT NULL DEFAULT FALSE,
    result     jsonb
);
