-- The names of persons that documents write, and the persons to whom those of the whole corpus were joined.

CREATE TABLE name_uses (
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    form TEXT NOT NULL,
    cue TEXT NOT NULL,
    state TEXT NOT NULL,
    actor TEXT NOT NULL,        -- an id of the authority list, or ''
    how TEXT NOT NULL,
    candidates TEXT NOT NULL,   -- JSON array of ids
    titled INTEGER NOT NULL,
    count INTEGER NOT NULL,
    start INTEGER,              -- the first place in documents.text; NULL for a name that stands beside the text
    "end" INTEGER,
    run_id TEXT NOT NULL REFERENCES runs (id),
    PRIMARY KEY (document_id, form, state, actor, candidates)
) STRICT, WITHOUT ROWID;

CREATE TABLE persons (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    actor TEXT NOT NULL,
    state TEXT NOT NULL,
    candidates TEXT NOT NULL,   -- JSON array of ids
    why TEXT NOT NULL,          -- what keeps the name from being resolved, or ''
    run_id TEXT NOT NULL REFERENCES runs (id)
) STRICT, WITHOUT ROWID;

-- Each written name is one person's.
CREATE TABLE person_names (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    form TEXT NOT NULL,
    state TEXT NOT NULL,
    count INTEGER NOT NULL,
    documents TEXT NOT NULL,    -- JSON array of document ids
    reason TEXT NOT NULL,
    score REAL NOT NULL,
    "like" TEXT NOT NULL        -- the form that it is held against
) STRICT, WITHOUT ROWID;
CREATE INDEX person_names_by_person ON person_names (person_id);
