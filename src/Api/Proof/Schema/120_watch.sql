-- How far each journal was looked at, and the leaves as they were when an entry was first seen: so that an entry is found out too when its stored leaf was changed with it.
-- No personal data: counts, positions and hashes. All of it may be deleted; the next look begins anew and then knows only what stands in the journal.
CREATE TABLE proof.watched (
    community text COLLATE "C" PRIMARY KEY,
    kept      bigint NOT NULL,      -- leaves in proof.leaves
    next      bigint NOT NULL,      -- the position where the round goes on
    looked_at timestamptz NOT NULL,
    ended_at  timestamptz           -- the last time a round came to the end
);

CREATE TABLE proof.leaves (
    community text COLLATE "C" NOT NULL,
    chunk     bigint NOT NULL,      -- of 1,024 entries, counted from 0
    leaves    bytea NOT NULL,       -- 32 bytes each
    PRIMARY KEY (community, chunk)
);

-- Positions that are not what was recorded. A row goes when the entry is again what it was.
CREATE TABLE proof.findings (
    community text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    found_at  timestamptz NOT NULL,
    PRIMARY KEY (community, position)
);

-- The last day on which the auditors were written to, and the checkpoint that they got then.
CREATE TABLE proof.mailed (
    community text COLLATE "C" PRIMARY KEY,
    day       date NOT NULL,
    size      bigint NOT NULL,
    root      text COLLATE "C" NOT NULL
);
