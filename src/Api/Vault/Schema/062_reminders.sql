-- Reminders that were made: each once, whichever process and however often. Whether one is still open follows from the views.
CREATE TABLE vault.reminders (
    community text NOT NULL,
    account   text NOT NULL,
    kind      text NOT NULL,
    subject   text NOT NULL,
    due_on    date NOT NULL,
    made_at   timestamptz NOT NULL,
    PRIMARY KEY (community, account, kind, subject, due_on)
);
