-- Signals look at the last months only, so help is found by its day and requests by the day of their match or end.
CREATE INDEX exchanges_by_day ON views.exchanges (community, happened_on) INCLUDE (exchange) WHERE status = 'booked';
CREATE INDEX requests_by_change ON views.requests (community, (greatest(agreed_on, closed_on)));

-- Concerns in days and outcomes. Who and what is in the vault.
CREATE TABLE views.concerns (
    community text COLLATE "C" NOT NULL,
    concern   uuid NOT NULL,
    raised_on date NOT NULL,
    is_open   boolean NOT NULL,
    position  bigint NOT NULL,
    PRIMARY KEY (community, concern)
);

CREATE INDEX concerns_open ON views.concerns (community, raised_on) WHERE is_open;

-- By the id of the entry, which is that of the command and of what the coordinator wrote in the vault.
CREATE TABLE views.concern_follow_ups (
    community      text COLLATE "C" NOT NULL,
    entry          uuid NOT NULL,
    concern        uuid NOT NULL,
    outcome        text COLLATE "C" NOT NULL,
    followed_up_on date NOT NULL,
    position       bigint NOT NULL,
    PRIMARY KEY (community, entry)
);

CREATE INDEX concern_follow_ups_of_concern ON views.concern_follow_ups (community, concern, position);
