-- What people wrote about a request or an offer: their own words, or why a coordinator stopped it. By the id of the request or offer,
-- with the account it is about, so that it goes when the person is erased.
CREATE TABLE vault.request_texts (
    community  text NOT NULL,
    subject    uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('words', 'stopped')),
    account    text,
    text       text NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (community, subject, kind)
);

CREATE INDEX request_texts_of_account ON vault.request_texts (community, account);
