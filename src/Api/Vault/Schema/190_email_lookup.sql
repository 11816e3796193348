-- Somebody who wants to sign in types a mail address. It stands in the vault only, so it is looked up here.
CREATE INDEX persons_by_email ON vault.persons (lower(email)) WHERE email IS NOT NULL;
