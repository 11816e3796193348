-- One row a correction: what was undone, or waits for a second person. Who did what stands in the steps, apart from any amount.
CREATE TABLE views.corrections (
    community         text COLLATE "C" NOT NULL,
    correction        uuid NOT NULL,
    entry             bigint,
    exchange          uuid,
    discount          uuid,
    minutes           bigint NOT NULL,
    reason            text COLLATE "C" NOT NULL,
    status            text COLLATE "C" NOT NULL,
    reversed_position bigint,
    position          bigint NOT NULL,
    PRIMARY KEY (community, correction)
);

CREATE TABLE views.correction_steps (
    community text COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    correction uuid NOT NULL,
    step      text COLLATE "C" NOT NULL,
    by_person text COLLATE "C",
    taken_on  date NOT NULL,
    PRIMARY KEY (community, position)
);

CREATE INDEX correction_steps_of_correction ON views.correction_steps (community, correction);
