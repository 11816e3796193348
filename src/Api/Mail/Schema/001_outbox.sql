-- Mail that waits to be sent and mail that was sent. One row for each key, for ever: whoever queues the same mail again finds it here.
-- What names a person (address, subject, texts) is emptied once the mail is sent or given up; key, kind and moments stay.
CREATE TABLE mail.outbox (
    key          text PRIMARY KEY,
    kind         text NOT NULL,
    community    text,
    account      text,
    recipient    text,
    language     text NOT NULL,
    subject      text,
    text_body    text,
    html_body    text,
    unsubscribe  text,
    queued_at    timestamptz NOT NULL,
    expires_at   timestamptz,
    attempts     integer NOT NULL DEFAULT 0,
    next_try_at  timestamptz,
    last_problem text,
    sent_at      timestamptz,
    given_up_at  timestamptz,
    CHECK (num_nonnulls(next_try_at, sent_at, given_up_at) = 1),
    CHECK (CASE WHEN next_try_at IS NULL THEN num_nonnulls(recipient, subject, text_body, html_body, unsubscribe) = 0
                ELSE num_nulls(recipient, subject, text_body, html_body) = 0 END)
);

CREATE INDEX outbox_waiting ON mail.outbox (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX outbox_waiting_of_account ON mail.outbox (community, account) WHERE next_try_at IS NOT NULL;
CREATE INDEX outbox_done ON mail.outbox (queued_at) WHERE next_try_at IS NULL;
