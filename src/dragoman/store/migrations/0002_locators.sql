-- Pages, sections and rows of a document's text: pairs of offset and locator.
ALTER TABLE documents ADD COLUMN locators TEXT NOT NULL DEFAULT '[]';
