-- Who corrected whose contact data when, and which parts; not what they were before or are now. By the call, so that a repeated one changes nothing twice.
CREATE TABLE vault.contact_changes (
    community  text NOT NULL,
    command    uuid NOT NULL,
    account    text NOT NULL,
    digest     text NOT NULL,
    parts      text[] NOT NULL,
    changed_by text NOT NULL,
    role       text NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (community, command)
);

CREATE INDEX contact_changes_of_account ON vault.contact_changes (community, account, changed_at);

-- The sweep after an erasure looks at both.
CREATE INDEX invitations_of_sponsor ON vault.invitations (community, sponsor) WHERE sponsor IS NOT NULL;
