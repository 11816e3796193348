-- Pauses and erasure of members. Rows from before know of neither, which is what their journal says.
ALTER TABLE views.members ADD COLUMN paused_on date;
ALTER TABLE views.members ADD COLUMN erased boolean NOT NULL DEFAULT false;

CREATE INDEX members_erased ON views.members (community, account) WHERE erased;

-- Offices that members hold now.
CREATE TABLE views.member_roles (
    community text COLLATE "C" NOT NULL,
    account   text COLLATE "C" NOT NULL,
    role      text COLLATE "C" NOT NULL,
    given_on  date NOT NULL,
    PRIMARY KEY (community, account, role)
);

-- Who may act for whom, without one amount. Rows stay until they are ended or replaced, also when their last day is over.
CREATE TABLE views.member_proxies (
    community text COLLATE "C" NOT NULL,
    member    text COLLATE "C" NOT NULL,
    proxy     text COLLATE "C" NOT NULL,
    kind      text COLLATE "C" NOT NULL,
    from_on   date NOT NULL,
    until_on  date,
    PRIMARY KEY (community, member, proxy)
);

CREATE INDEX member_proxies_of_proxy ON views.member_proxies (community, proxy);
