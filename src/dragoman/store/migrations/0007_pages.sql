-- What pages ask for often: accounts by passage, causes by what they explain, events by kind and standing, lists of
-- documents in their fixed order.

CREATE INDEX accounts_by_passage ON accounts (passage_id);
CREATE INDEX reasons_by_explained ON reasons (explains);
CREATE INDEX events_by_type ON events (event_type, earliest);
CREATE INDEX events_by_standing ON events (standing, earliest);
CREATE INDEX documents_by_path ON documents (path, input, position);
CREATE INDEX matches_by_other ON matches (other);
CREATE INDEX findings_by_severity ON findings (severity);
