-- What falls due by itself, for all communities together: one query finds it, however many communities there are.
CREATE TABLE views.scheduled_communities (
    community     text COLLATE "C" NOT NULL,
    time_zone     text COLLATE "C" NOT NULL,
    proposal_days integer NOT NULL,
    request_days  integer NOT NULL,
    unpublished_since timestamptz, -- when the first entry after the last published checkpoint was recorded
    PRIMARY KEY (community)
);

-- Proposed exchanges that nobody answered yet.
CREATE TABLE views.waiting_proposals (
    community   text COLLATE "C" NOT NULL,
    exchange    uuid NOT NULL,
    proposed_on date NOT NULL,
    PRIMARY KEY (community, exchange)
);

CREATE INDEX waiting_proposals_by_age ON views.waiting_proposals (proposed_on);
