-- How often somebody wants mail about the neighbourhood. Who never said has no row. It goes when the person is erased.
CREATE TABLE vault.mail_wishes (
    community  text NOT NULL,
    account    text NOT NULL,
    wish       text NOT NULL CHECK (wish IN ('now', 'daily', 'weekly', 'none')),
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (community, account)
);
