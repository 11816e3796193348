-- The journal in Marten's own tables: string stream identity, quick append, headers, correlation id, causation id and
-- user name enabled, unique event id. Columns, names and order are Marten's; nothing of ours may be added to them,
-- because Marten's schema migration would drop it. A trigger is tolerated.

CREATE TABLE journal.mt_streams (
    id          varchar     NOT NULL,
    type        varchar,
    version     bigint,
    timestamp   timestamptz NOT NULL DEFAULT now(),
    created     timestamptz NOT NULL DEFAULT now(),
    tenant_id   varchar     DEFAULT '*DEFAULT*',
    is_archived boolean     DEFAULT false,
    CONSTRAINT pkey_mt_streams_id PRIMARY KEY (id)
);

CREATE TABLE journal.mt_events (
    seq_id         bigint       NOT NULL,
    id             uuid         NOT NULL,
    stream_id      varchar,
    version        bigint       NOT NULL,
    data           jsonb        NOT NULL,
    bdata          bytea,
    type           varchar(500) NOT NULL,
    timestamp      timestamptz  NOT NULL,
    tenant_id      varchar      DEFAULT '*DEFAULT*',
    mt_dotnet_type varchar,
    correlation_id varchar,
    causation_id   varchar,
    headers        jsonb,
    user_name      varchar,
    is_archived    boolean      DEFAULT false,
    CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY (seq_id),
    CONSTRAINT fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES journal.mt_streams (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX idx_mt_events_event_id ON journal.mt_events (id);
CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON journal.mt_events (stream_id, version);

CREATE SEQUENCE journal.mt_events_sequence OWNED BY journal.mt_events.seq_id;

-- Append-only (principle 1), whoever is connected: also the owner, also through a cascade.
CREATE FUNCTION journal.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'Correct a mistake by a new, opposite entry.';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal.mt_events FOR EACH ROW EXECUTE FUNCTION journal.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON journal.mt_events FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change();
CREATE TRIGGER streams_stay BEFORE DELETE ON journal.mt_streams FOR EACH ROW EXECUTE FUNCTION journal.refuse_change();
CREATE TRIGGER streams_stay_truncate BEFORE TRUNCATE ON journal.mt_streams FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change();

GRANT USAGE ON SCHEMA journal TO buurthulp_app;
GRANT SELECT, INSERT ON journal.mt_events TO buurthulp_app;
GRANT SELECT, INSERT, UPDATE ON journal.mt_streams TO buurthulp_app;
GRANT USAGE ON SEQUENCE journal.mt_events_sequence TO buurthulp_app;
