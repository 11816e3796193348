-- What reminders follow from. The view of what falls due is made anew, for the rows that are there do not tell it.
ALTER TABLE views.scheduled_communities ADD COLUMN follow_up_days integer NOT NULL DEFAULT 7;

-- Helpers who are proposed for a request and wait for a yes.
CREATE TABLE views.waiting_matches (
    community   text COLLATE "C" NOT NULL,
    request     uuid NOT NULL,
    proposed_on date NOT NULL,
    PRIMARY KEY (community, request)
);

CREATE INDEX notes_in_circulation ON views.notes (community, number) WHERE status = 'issued';
CREATE INDEX requests_to_ask_about ON views.requests ((coalesce(agreed_on, closed_on, posted_on))) WHERE status IN ('matched', 'stopped', 'referred') OR is_roster;

TRUNCATE views.scheduled_communities, views.waiting_proposals;
DELETE FROM views.progress WHERE view = 'schedule';
