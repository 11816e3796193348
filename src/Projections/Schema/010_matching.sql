-- Requests, offers and rosters in codes and dates; the words are in the vault. A row names one account at most.
-- What ended without an agreement leaves nothing: a helper who hands back has no row any more.
CREATE TABLE views.requests (
    community          text COLLATE "C" NOT NULL,
    request            uuid NOT NULL,
    category           text COLLATE "C" NOT NULL,
    status             text COLLATE "C" NOT NULL,
    posted_on          date NOT NULL,
    channel            text COLLATE "C" NOT NULL,
    needed_on          date,
    needed_until       date,
    neighbourhood      text COLLATE "C",
    not_from_my_street boolean NOT NULL,
    languages          text[],
    is_roster          boolean NOT NULL,
    proposer           text COLLATE "C",
    agreed_on          date,
    reopened_on        date,
    closed_on          date,
    organisation       text COLLATE "C",
    followed_up_on     date,
    outcome            text COLLATE "C",
    position           bigint NOT NULL,
    PRIMARY KEY (community, request)
) WITH (fillfactor = 85);

CREATE INDEX requests_by_age ON views.requests (community, status, posted_on);

CREATE TABLE views.request_people (
    community text COLLATE "C" NOT NULL,
    request   uuid NOT NULL,
    side      text COLLATE "C" NOT NULL CHECK (side IN ('asker', 'helper')),
    account   text COLLATE "C" NOT NULL,
    PRIMARY KEY (community, request, side)
);

CREATE INDEX request_people_of_account ON views.request_people (community, account);

CREATE TABLE views.roster_dates (
    community text COLLATE "C" NOT NULL,
    request   uuid NOT NULL,
    day       date NOT NULL,
    account   text COLLATE "C",
    PRIMARY KEY (community, request, day)
);

CREATE INDEX roster_dates_of_account ON views.roster_dates (community, account);

CREATE TABLE views.offers (
    community          text COLLATE "C" NOT NULL,
    offer              uuid NOT NULL,
    account            text COLLATE "C" NOT NULL,
    category           text COLLATE "C" NOT NULL,
    posted_on          date NOT NULL,
    channel            text COLLATE "C" NOT NULL,
    availability       text[],
    languages          text[],
    neighbourhood      text COLLATE "C",
    not_from_my_street boolean NOT NULL,
    withdrawn_on       date,
    position           bigint NOT NULL,
    PRIMARY KEY (community, offer)
);

-- When somebody was last asked to help, so that it is not always the same ones. It does not say what they answered.
CREATE TABLE views.last_asked (
    community text COLLATE "C" NOT NULL,
    account   text COLLATE "C" NOT NULL,
    asked_on  date NOT NULL,
    PRIMARY KEY (community, account)
);

CREATE INDEX exchanges_of_request ON views.exchanges (community, request) WHERE request IS NOT NULL;
