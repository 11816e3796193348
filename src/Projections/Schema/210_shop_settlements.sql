-- What sponsors took over from shops, one row a settlement. The euro are information; position is that of the entry that booked it.
CREATE TABLE views.shop_settlements (
    community    text COLLATE "C" NOT NULL,
    settlement   uuid NOT NULL,
    shop         text COLLATE "C" NOT NULL,
    sponsor      text COLLATE "C" NOT NULL,
    position     bigint NOT NULL,
    from_on      date NOT NULL,
    through_on   date NOT NULL,
    minutes      bigint NOT NULL,
    paid_cents   bigint NOT NULL,
    settled_on   date NOT NULL,
    undone_on    date,
    PRIMARY KEY (community, settlement)
);

CREATE INDEX shop_settlements_by_day ON views.shop_settlements (community, settled_on, position);
CREATE INDEX shop_settlements_by_position ON views.shop_settlements (community, position);
