-- What a community tells everybody about itself, in its own words. Public, and yet not for the journal: an administrator may change it.
ALTER TABLE vault.communities
    ADD COLUMN welcome text,
    ADD COLUMN phone   text,
    ADD COLUMN email   text,
    ADD COLUMN desk    text;
