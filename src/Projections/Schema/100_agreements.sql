-- Each time that the community's rules were laid down, whole, and by whom. The latest holds.
CREATE TABLE views.agreements (
    community   text COLLATE "C" NOT NULL,
    position    bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    actor       text COLLATE "C" NOT NULL, -- a number, or a role's name where no number stands behind it
    entry       jsonb NOT NULL,            -- the entry as it is recorded
    PRIMARY KEY (community, position)
);
