-- Which later entries are about an exchange or a discount, so that a settled one need not be kept in memory: it is read again when
-- a command is about it. Its first entry is found by its id. Made by a trigger, so that it holds whoever appends.

CREATE TABLE journal.entries_about (
    subject uuid   NOT NULL,
    seq_id  bigint NOT NULL,
    CONSTRAINT pkey_entries_about PRIMARY KEY (subject, seq_id)
);

CREATE FUNCTION journal.note_later_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO journal.entries_about (subject, seq_id)
    SELECT coalesce(e.data->>'exchange', e.data->>'discount')::uuid, e.seq_id
    FROM appended e
    WHERE e.type IN ('exchange_booked', 'exchange_declined', 'exchange_reversed', 'exchange_thanked', 'discount_cancelled')
        AND coalesce(e.data->>'exchange', e.data->>'discount') <> e.id::text;
    RETURN NULL;
END $$;

INSERT INTO journal.entries_about (subject, seq_id)
SELECT coalesce(e.data->>'exchange', e.data->>'discount')::uuid, e.seq_id
FROM journal.mt_events e
WHERE e.type IN ('exchange_booked', 'exchange_declined', 'exchange_reversed', 'exchange_thanked', 'discount_cancelled')
    AND coalesce(e.data->>'exchange', e.data->>'discount') <> e.id::text;

CREATE TRIGGER later_entries AFTER INSERT ON journal.mt_events REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION journal.note_later_entries();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal.entries_about FOR EACH ROW EXECUTE FUNCTION journal.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON journal.entries_about FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse_change();

GRANT SELECT, INSERT ON journal.entries_about TO buurthulp_app;
