-- What editions say of their documents, bibliographies, and what the texts refer to.

ALTER TABLE documents ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN classification TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN provenance TEXT NOT NULL DEFAULT '';

ALTER TABLE sources ADD COLUMN listed TEXT NOT NULL DEFAULT '[]'; -- JSON array of [kind, name, note]

-- The entries of bibliographies.
CREATE TABLE works (
    input TEXT NOT NULL,        -- sha256 of the bibliography it was read from
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    csl TEXT NOT NULL,          -- a CSL-JSON item
    files TEXT NOT NULL,        -- JSON array of paths, as the bibliography gives them
    PRIMARY KEY (input, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX works_by_key ON works (key);

-- Which entry of a bibliography describes a source: it then says what the source's own file does not.
CREATE TABLE attachments (
    source_id TEXT PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    csl TEXT NOT NULL,
    standpoint TEXT,            -- what the entry says where the source's own file says nothing
    genre TEXT NOT NULL,
    how TEXT NOT NULL           -- by which rule: file or key
) STRICT, WITHOUT ROWID;

-- The works, files and newspapers that a document names, as far as its words can be taken apart.
CREATE TABLE refs (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    passage_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    kind TEXT NOT NULL,
    author TEXT NOT NULL,
    title TEXT NOT NULL,
    year TEXT NOT NULL,
    archive TEXT NOT NULL,
    file TEXT NOT NULL,
    locator TEXT NOT NULL,
    again TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES runs (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX refs_by_document ON refs (document_id, start);
