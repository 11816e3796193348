-- The agreements by which figures are public, with the kind of period. They say as of which position at the earliest anything is published, and which periods must not be.
CREATE TABLE views.publications (
    community text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    every     text COLLATE "C" NOT NULL,
    PRIMARY KEY (community, position)
);
