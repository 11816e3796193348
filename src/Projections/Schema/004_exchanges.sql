-- One row an exchange and one row a share. A row names one account at most; who helped whom follows only for those who may see both rows.
CREATE TABLE views.exchanges (
    community         text COLLATE "C" NOT NULL,
    exchange          uuid NOT NULL,
    status            text COLLATE "C" NOT NULL,
    happened_on       date NOT NULL,
    category          text COLLATE "C" NOT NULL,
    channel           text COLLATE "C" NOT NULL,
    recorded_by       text COLLATE "C",
    request           uuid,
    minutes           bigint NOT NULL,
    thanked           bigint NOT NULL,
    proposed_position bigint,
    booked_position   bigint,
    declined_position bigint,
    reversed_position bigint,
    position          bigint NOT NULL,
    PRIMARY KEY (community, exchange)
) WITH (fillfactor = 85);

CREATE TABLE views.exchange_shares (
    community text COLLATE "C" NOT NULL,
    exchange  uuid NOT NULL,
    side      text COLLATE "C" NOT NULL CHECK (side IN ('helper', 'receiver')),
    account   text COLLATE "C" NOT NULL,
    minutes   bigint NOT NULL CHECK (minutes > 0),
    PRIMARY KEY (community, exchange, side, account)
);

CREATE INDEX exchange_shares_of_account ON views.exchange_shares (community, account);
