-- Who a concern is about, who raised it and in which words. For coordinators only. When either of the two is erased, all of it goes and the row stays:
-- a repeated call must not bring it back.
CREATE TABLE vault.concerns (
    community text NOT NULL,
    concern   uuid NOT NULL,
    about     text,
    raised_by text,
    words     text,
    raised_at timestamptz NOT NULL,
    erased_at timestamptz,
    PRIMARY KEY (community, concern),
    CHECK (CASE WHEN erased_at IS NULL THEN words IS NOT NULL ELSE num_nonnulls(about, raised_by, words) = 0 END)
);

CREATE INDEX concerns_about ON vault.concerns (community, about) WHERE about IS NOT NULL;
CREATE INDEX concerns_raised_by ON vault.concerns (community, raised_by) WHERE raised_by IS NOT NULL;

-- What a coordinator found, by the command that followed the concern up; without words a row all the same, so that a repetition can be told from something else.
CREATE TABLE vault.concern_notes (
    community  text NOT NULL,
    command    uuid NOT NULL,
    concern    uuid NOT NULL,
    words      text,
    erased     boolean NOT NULL DEFAULT FALSE,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (community, command),
    CHECK (NOT erased OR words IS NULL)
);

CREATE INDEX concern_notes_of_concern ON vault.concern_notes (community, concern);

-- Who read a concern, when and why. Apart from vault.reads, which members see of themselves: the one it is about is not to learn of it there.
CREATE TABLE vault.concern_reads (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    community text NOT NULL,
    concern   uuid NOT NULL,
    reader    text NOT NULL,
    role      text NOT NULL,
    reason    text NOT NULL,
    read_at   timestamptz NOT NULL
);

CREATE INDEX concern_reads_of_concern ON vault.concern_reads (community, concern, id);
