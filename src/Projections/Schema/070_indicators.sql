-- What the monitoring figures are counted from. Rows are facts with the position from which they hold and, where something ends,
-- the position at which it did: "as of a position" is a condition on these and nothing else. A row names one account at most.
CREATE TABLE views.indicator_communities (
    community text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    time_zone text COLLATE "C" NOT NULL,
    PRIMARY KEY (community)
);

-- How many people live where; of several rows for a neighbourhood the latest holds.
CREATE TABLE views.indicator_residents (
    community     text COLLATE "C" NOT NULL,
    position      bigint NOT NULL,
    neighbourhood text COLLATE "C" NOT NULL,
    residents     bigint NOT NULL,
    PRIMARY KEY (community, position)
);

CREATE TABLE views.indicator_accounts (
    community     text COLLATE "C" NOT NULL,
    position      bigint NOT NULL,
    account       text COLLATE "C" NOT NULL,
    kind          text COLLATE "C" NOT NULL,
    neighbourhood text COLLATE "C",
    opened_on     date NOT NULL,
    PRIMARY KEY (community, position)
);

CREATE TABLE views.indicator_leavings (
    community text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    account   text COLLATE "C" NOT NULL,
    left_on   date NOT NULL,
    PRIMARY KEY (community, position)
);

-- Booked exchanges. settled_as_shared: each helper got and each receiver was charged what their share says, so no movement is written.
CREATE TABLE views.indicator_exchanges (
    community         text COLLATE "C" NOT NULL,
    position          bigint NOT NULL,
    exchange          uuid NOT NULL,
    happened_on       date NOT NULL,
    minutes           bigint NOT NULL,
    category          text COLLATE "C" NOT NULL,
    recorded_by       text COLLATE "C" NOT NULL,
    booked_by         text COLLATE "C", -- the coordinator, where one recorded it
    settled_as_shared boolean NOT NULL,
    PRIMARY KEY (community, position)
);

CREATE UNIQUE INDEX indicator_exchanges_by_id ON views.indicator_exchanges (community, exchange);

CREATE TABLE views.indicator_shares (
    community text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    received  boolean NOT NULL, -- helpers come first
    account   text COLLATE "C" NOT NULL,
    minutes   bigint NOT NULL,
    PRIMARY KEY (community, position, received, account)
);

CREATE TABLE views.indicator_thanks (
    community text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    booked_position bigint NOT NULL, -- of the exchange
    account   text COLLATE "C" NOT NULL,
    PRIMARY KEY (community, position)
);

-- What was booked at undone_position does not count from position on: an exchange, a discount, a gift, a grant, an opening balance.
CREATE TABLE views.indicator_undone (
    community       text COLLATE "C" NOT NULL,
    position        bigint NOT NULL,
    undone_position bigint NOT NULL,
    PRIMARY KEY (community, position)
);

CREATE INDEX indicator_undone_entries ON views.indicator_undone (community, undone_position);

-- Postings that do not follow from the shares of an exchange.
CREATE TABLE views.indicator_movements (
    community   text COLLATE "C" NOT NULL,
    position    bigint NOT NULL,
    line        integer NOT NULL,
    account     text COLLATE "C" NOT NULL,
    happened_on date NOT NULL,
    amount      bigint NOT NULL,
    PRIMARY KEY (community, position, line)
);

CREATE TABLE views.indicator_discounts (
    community      text COLLATE "C" NOT NULL,
    position       bigint NOT NULL,
    discount       uuid NOT NULL,
    account        text COLLATE "C" NOT NULL, -- the shop
    minutes        bigint NOT NULL,
    discount_cents bigint NOT NULL,
    happened_on    date NOT NULL,
    PRIMARY KEY (community, position)
);

CREATE UNIQUE INDEX indicator_discounts_by_id ON views.indicator_discounts (community, discount);

-- One row each time that a request was open. The row of its posting also says when the first helper was found.
CREATE TABLE views.indicator_openings (
    community        text COLLATE "C" NOT NULL,
    request          uuid NOT NULL,
    opened_position  bigint NOT NULL,
    opened_on        date NOT NULL,
    is_posting       boolean NOT NULL,
    channel          text COLLATE "C", -- of the posting
    matched_position bigint,
    matched_on       date,
    closed_position  bigint,
    closed_on        date,
    closed_as        text COLLATE "C",
    PRIMARY KEY (community, request, opened_position)
);

CREATE TABLE views.indicator_offers (
    community          text COLLATE "C" NOT NULL,
    offer              uuid NOT NULL,
    position           bigint NOT NULL,
    posted_on          date NOT NULL,
    withdrawn_position bigint,
    withdrawn_on       date,
    PRIMARY KEY (community, offer)
);

CREATE TABLE views.indicator_activities (
    community text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    activity  uuid NOT NULL,
    held_on   date NOT NULL,
    PRIMARY KEY (community, position)
);

CREATE UNIQUE INDEX indicator_activities_by_id ON views.indicator_activities (community, activity);

CREATE TABLE views.indicator_attendances (
    community     text COLLATE "C" NOT NULL,
    position      bigint NOT NULL,
    held_position bigint NOT NULL, -- of the activity
    account       text COLLATE "C" NOT NULL,
    PRIMARY KEY (community, position, account)
);
