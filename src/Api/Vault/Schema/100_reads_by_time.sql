-- The audit shows the latest reads of a community first, page by page.
CREATE INDEX reads_by_time ON vault.reads (community, read_at DESC, id DESC);
