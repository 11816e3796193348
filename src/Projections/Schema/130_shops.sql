-- What was agreed with each shop, one row an agreement; the latest holds.
CREATE TABLE views.shop_terms (
    community           text COLLATE "C" NOT NULL,
    shop                text COLLATE "C" NOT NULL,
    position            bigint NOT NULL,
    agreed_on           date NOT NULL,
    cents_per_hour      integer NOT NULL,
    max_share_percent   integer NOT NULL,
    max_balance_minutes bigint NOT NULL,
    PRIMARY KEY (community, shop, position)
);

-- One row a discount. The euro are information; position is that of the entry that gave it.
CREATE TABLE views.shop_discounts (
    community      text COLLATE "C" NOT NULL,
    discount       uuid NOT NULL,
    shop           text COLLATE "C" NOT NULL,
    position       bigint NOT NULL,
    happened_on    date NOT NULL,
    recorded_at    timestamptz NOT NULL,
    purchase_cents bigint NOT NULL,
    discount_cents bigint NOT NULL,
    minutes        bigint NOT NULL,
    cancelled_on   date,
    PRIMARY KEY (community, discount)
);

CREATE INDEX shop_discounts_by_day ON views.shop_discounts (community, shop, happened_on, position);
