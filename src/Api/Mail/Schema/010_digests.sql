-- The last period for which a community's digests were queued: written in the transaction that queues them, so that they are queued whole and once.
CREATE TABLE mail.digests (
    community text NOT NULL,
    frequency text NOT NULL CHECK (frequency IN ('daily', 'weekly')),
    period    date NOT NULL,
    PRIMARY KEY (community, frequency)
);
