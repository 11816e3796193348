-- One row a batch of printed notes, however many notes it has.
CREATE TABLE views.note_batches (
    community    text COLLATE "C" NOT NULL,
    batch        uuid NOT NULL,
    first_number bigint NOT NULL,
    last_number  bigint NOT NULL,
    minutes      bigint NOT NULL, -- of one note
    printed_on   date NOT NULL,
    expires_on   date,
    position     bigint NOT NULL,
    PRIMARY KEY (community, batch)
);

CREATE UNIQUE INDEX note_batches_numbers ON views.note_batches (community, first_number);

-- One row a note that more happened to than printing. It names nobody: where a note came from and where it went would together
-- say what one gave another.
CREATE TABLE views.notes (
    community text COLLATE "C" NOT NULL,
    number    bigint NOT NULL, -- the serial without its check digit
    status    text COLLATE "C" NOT NULL,
    issued_on date,
    ended_on  date,
    position  bigint NOT NULL,
    PRIMARY KEY (community, number)
) WITH (fillfactor = 70);
