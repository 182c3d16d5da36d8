-- Which documents share words or cite one another, and which stage made a finding: those that look at several
-- documents together are made apart from those that judge a document by itself.

CREATE TABLE borrowings (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    other_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    one TEXT NOT NULL,      -- JSON array: passage id, start, end, quote
    other TEXT NOT NULL,
    words INTEGER NOT NULL,
    share REAL NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX borrowings_by_document ON borrowings (document_id);
CREATE INDEX borrowings_by_other ON borrowings (other_id);

ALTER TABLE findings ADD COLUMN stage TEXT NOT NULL DEFAULT 'check';
CREATE INDEX findings_by_stage ON findings (stage);
