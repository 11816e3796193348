-- Who stands behind an account. Everything that can name a person is here and not in the journal, so that it can be erased
-- without touching one entry.

CREATE TABLE vault.communities (
    community   text PRIMARY KEY,
    name        text NOT NULL,
    updated_at  timestamptz NOT NULL
);

-- An erased person keeps the row with nothing in it: importing the same files again must not bring them back.
CREATE TABLE vault.persons (
    community   text NOT NULL,
    account     text NOT NULL,
    name        text,
    street      text,
    email       text,
    phone       text,
    birth_year  integer,
    languages   text[],
    updated_at  timestamptz NOT NULL,
    erased_at   timestamptz,
    PRIMARY KEY (community, account),
    CHECK (CASE WHEN erased_at IS NULL THEN name IS NOT NULL
                ELSE num_nonnulls(name, street, email, phone, birth_year, languages) = 0 END)
);
