-- What somebody else paid for help that the line's account received, and which entry a line undoes.
-- The lines that are there lack both, so the view is made anew from the journal.
ALTER TABLE views.statement_lines
    ADD COLUMN paid_for bigint,
    ADD COLUMN reverses bigint,
    ADD COLUMN grant_id uuid;

TRUNCATE views.statement_lines;
DELETE FROM views.progress WHERE view = 'statements';
