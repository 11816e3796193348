-- What one person offers, on their own page and at the desk, without reading everybody's offers.
CREATE INDEX offers_of_account ON views.offers (community, account);
