-- A till of others asks with its shop's token and is no paired device.
ALTER TABLE identity.counter_asks ALTER COLUMN till DROP NOT NULL;
