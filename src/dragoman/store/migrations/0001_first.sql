-- The first shape of a project's database. Tuples are JSON arrays; offsets count code points into documents.text.

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,    -- rises from run to run; a run that is begun again gets a new one
    config_digest TEXT NOT NULL,
    inputs TEXT NOT NULL,       -- JSON array of [sha256, path as given]
    versions TEXT NOT NULL,     -- JSON object: software and data, each with its version or digest
    judgements_digest TEXT NOT NULL,
    outputs TEXT NOT NULL,      -- JSON object: stage -> [count, digest]
    finished INTEGER NOT NULL   -- 0 while the run goes on, or was cut off
) STRICT;

-- One row for each thing a stage has done: reused while input, config and version stay the same.
CREATE TABLE stage_outputs (
    stage TEXT NOT NULL,
    about TEXT NOT NULL,        -- an input's sha256, a document's id, or '' for the whole project
    input_digest TEXT NOT NULL,
    config_digest TEXT NOT NULL,
    version TEXT NOT NULL,
    count INTEGER NOT NULL,
    output_digest TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id),
    PRIMARY KEY (stage, about)
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    csl TEXT NOT NULL,          -- a CSL-JSON item
    standpoint TEXT,
    genre TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    rights TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES sources (id),
    input TEXT NOT NULL,        -- sha256 of the file it was read from
    position INTEGER NOT NULL,  -- its place among the documents of that file
    path TEXT NOT NULL,
    text TEXT NOT NULL,
    locator TEXT NOT NULL,
    title TEXT NOT NULL,
    written TEXT,               -- EDTF, as the source's own data give it
    written_found TEXT,         -- EDTF, found in the text where the data give none: used for coding alone
    sender TEXT NOT NULL,
    receiver TEXT NOT NULL,
    place TEXT NOT NULL,
    lang TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_input ON documents (input);
CREATE INDEX documents_by_source ON documents (source_id);

CREATE TABLE passages (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    locator TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_document ON passages (document_id, start);

CREATE VIEW passage_text AS
SELECT p.key AS key, substr(d.text, p.start + 1, p."end" - p.start) AS text
FROM passages AS p JOIN documents AS d ON d.id = p.document_id;

-- The index alone: the words stay in documents.text.
CREATE VIRTUAL TABLE passages_fts USING fts5 (
    text, content = 'passage_text', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE skipped (
    input TEXT NOT NULL,
    position INTEGER NOT NULL,
    path TEXT NOT NULL,
    place TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (input, position)
) STRICT, WITHOUT ROWID;

-- At which times a document speaks of which states, whether or not anything happens: what a series may be silent about.
CREATE TABLE spoken (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    date TEXT NOT NULL,         -- EDTF
    states TEXT NOT NULL,       -- JSON array of state codes
    run_id TEXT NOT NULL REFERENCES runs (id),
    PRIMARY KEY (document_id, date, states)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    event_type TEXT NOT NULL,
    mode TEXT NOT NULL,
    contexts TEXT NOT NULL,
    actors TEXT NOT NULL,       -- JSON array of {id, state, text}
    recipients TEXT NOT NULL,
    date TEXT,
    date_how TEXT NOT NULL,
    place TEXT NOT NULL,
    status TEXT NOT NULL,
    speaker TEXT NOT NULL,
    cited TEXT NOT NULL,
    magnitudes TEXT NOT NULL,   -- JSON array of {value, unit, text}
    sentence TEXT NOT NULL,     -- JSON: [passage id, start, end, quote]
    passage_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    confidence REAL NOT NULL,
    coder TEXT NOT NULL,
    scheme TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX accounts_by_document ON accounts (document_id, start);

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    event_type TEXT NOT NULL,
    mode TEXT NOT NULL,
    actors TEXT NOT NULL,       -- JSON array of state codes
    recipients TEXT NOT NULL,
    date TEXT,
    earliest TEXT,              -- first and last day that the date allows, ISO 8601; NULL when open or unknown
    latest TEXT,
    place TEXT NOT NULL,
    score REAL NOT NULL,
    status TEXT NOT NULL,
    standing TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX events_by_date ON events (earliest, latest);

CREATE TABLE event_parties (
    event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    PRIMARY KEY (state, event_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_parties_by_event ON event_parties (event_id);

CREATE TABLE event_accounts (
    event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (event_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_accounts_by_account ON event_accounts (account_id);

CREATE TABLE conflicts (
    event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    positions TEXT NOT NULL,    -- JSON array of {value, account_ids}
    run_id TEXT NOT NULL REFERENCES runs (id),
    PRIMARY KEY (event_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE reasons (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    explains TEXT NOT NULL,     -- the account it explains, or ''
    cause TEXT NOT NULL,        -- JSON: [passage id, start, end, quote]
    effect TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    cue TEXT NOT NULL,
    themes TEXT NOT NULL,
    kind TEXT NOT NULL,
    speaker TEXT NOT NULL,
    speaker_state TEXT NOT NULL,
    parties TEXT NOT NULL,
    cited TEXT NOT NULL,
    polarity TEXT NOT NULL,
    confidence REAL NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX reasons_by_document ON reasons (document_id, start);

CREATE TABLE findings (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    why TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id)
) STRICT;
CREATE INDEX findings_by_document ON findings (document_id, start);
