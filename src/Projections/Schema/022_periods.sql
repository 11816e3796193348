-- One row a close of the books; the signatures stand apart from the figures. Checkpoints are those that were handed out.
CREATE TABLE views.periods (
    community        text COLLATE "C" NOT NULL,
    period           uuid NOT NULL,
    from_on          date,
    through_on       date NOT NULL,
    size             bigint NOT NULL,
    root             text COLLATE "C" NOT NULL,
    accounts         bigint NOT NULL,
    total_minutes    bigint NOT NULL,
    exchanges        bigint NOT NULL,
    exchange_minutes bigint NOT NULL,
    discounts        bigint NOT NULL,
    gifts            bigint NOT NULL,
    grants           bigint NOT NULL,
    status           text COLLATE "C" NOT NULL,
    position         bigint NOT NULL,
    PRIMARY KEY (community, period)
);

CREATE TABLE views.period_signatures (
    community text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    period    uuid NOT NULL,
    step      text COLLATE "C" NOT NULL,
    by_person text COLLATE "C" NOT NULL,
    taken_on  date NOT NULL,
    PRIMARY KEY (community, position)
);

CREATE TABLE views.checkpoints (
    community    text COLLATE "C" NOT NULL,
    position     bigint NOT NULL,
    size         bigint NOT NULL,
    root         text COLLATE "C" NOT NULL,
    published_on date NOT NULL,
    PRIMARY KEY (community, position)
);
