-- One row each time that a goal was set or dropped; of several for a goal the latest holds. The words are in the vault, under the entry's id.
CREATE TABLE views.goals (
    community         text COLLATE "C" NOT NULL,
    position          bigint NOT NULL,
    goal              text COLLATE "C" NOT NULL,
    entry             uuid NOT NULL,
    measure           text COLLATE "C",
    target_thousandths bigint,
    start_thousandths bigint,
    started_on        date,
    until_on          date,
    PRIMARY KEY (community, position)
);
