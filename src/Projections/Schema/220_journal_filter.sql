-- The treasurer's journal, filtered by kind of entry (the latest first) or by day (the latest day first). By account the primary key serves.
CREATE INDEX statement_lines_by_type ON views.statement_lines (community, event_type, position);
CREATE INDEX statement_lines_by_day ON views.statement_lines (community, happened_on, position);
