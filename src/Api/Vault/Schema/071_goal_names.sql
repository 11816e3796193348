-- What a goal is called, in a community's own words; by the entry that set it.
CREATE TABLE vault.goal_names (
    community text NOT NULL,
    entry     uuid NOT NULL,
    name      text NOT NULL,
    PRIMARY KEY (community, entry)
);
