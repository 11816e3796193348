-- How far each view of each community is. A view's rows and its position change in one transaction, so that an entry
-- is in a view exactly once, whatever stops in between.
CREATE TABLE views.progress (
    community text COLLATE "C" NOT NULL,
    view      text COLLATE "C" NOT NULL,
    position  bigint NOT NULL CHECK (position >= 0),
    PRIMARY KEY (community, view)
);
