-- Who acted, where it was none of those whose accounts the entry is about: a proxy, the desk, the clock. One account at most and no amount.
CREATE TABLE views.entry_actors (
    community text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    actor     text COLLATE "C" NOT NULL, -- a number, or a role's name where no number stands behind it
    PRIMARY KEY (community, position)
);
