-- Who is said to have said what: looked up by a part of the name, among the names and not among all accounts.

CREATE INDEX accounts_by_speaker ON accounts (speaker) WHERE speaker <> '';
