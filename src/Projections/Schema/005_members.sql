-- One row a person: numbers and dates only. Exchanges that were reversed do not count.
CREATE TABLE views.members (
    community            text COLLATE "C" NOT NULL,
    account              text COLLATE "C" NOT NULL,
    neighbourhood        text COLLATE "C",
    joined_on            date NOT NULL,
    left_on              date,
    reciprocity_expected boolean NOT NULL,
    gave_minutes         bigint NOT NULL,
    received_minutes     bigint NOT NULL,
    exchanges            bigint NOT NULL,
    thanks_given         bigint NOT NULL,
    position             bigint NOT NULL,
    PRIMARY KEY (community, account)
) WITH (fillfactor = 70);

-- What receivers got in exchanges that somebody else was charged for. A reversal names those who were charged and not
-- those who received, and a view looks nowhere but in its own tables, so the view of members keeps these few itself.
CREATE TABLE views.member_receipts (
    community text COLLATE "C" NOT NULL,
    exchange  uuid NOT NULL,
    account   text COLLATE "C" NOT NULL,
    minutes   bigint NOT NULL,
    PRIMARY KEY (community, exchange, account)
);
