-- Why accounts stand together in an event, which events are stages of one undertaking, and what runs regrouped.

CREATE TABLE matches (
    one TEXT NOT NULL,          -- account ids, sorted
    other TEXT NOT NULL,
    parts TEXT NOT NULL,        -- JSON array of [name, bits]
    run_id TEXT NOT NULL REFERENCES runs (id),
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_links (
    earlier TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    later TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    one TEXT NOT NULL,          -- the two accounts that speak most for it
    other TEXT NOT NULL,
    parts TEXT NOT NULL,        -- JSON array of [name, bits]
    run_id TEXT NOT NULL REFERENCES runs (id),
    PRIMARY KEY (earlier, later)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_links_by_later ON event_links (later);

CREATE TABLE regroupings (
    run_id TEXT NOT NULL REFERENCES runs (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    "before" TEXT NOT NULL,     -- JSON array of arrays of account ids
    "after" TEXT NOT NULL,
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
