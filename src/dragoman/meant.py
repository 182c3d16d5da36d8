"""What a judgement means: the records that it is about, and its value with names of states as codes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from dragoman.additions import find_words, read_addition, write_addition
from dragoman.corrections import STATES, event_correction, with_fields
from dragoman.errors import ActorNameError, ConfigError
from dragoman.judgements import PAIRED, SAID_ALSO, judge
from dragoman.lookup import Lookup
from dragoman.model import Document, Judgement
from dragoman.vocab.witness import rank_accounts

NO_NAMES = ("acc_", "evt_", "rea_", "fnd_", "doc_", "jdg_")
"""How the ids of records begin that are neither names nor persons."""

FEW = 20
"""Of so many places are words that stand often told, in a message."""


class Meant(Lookup):
    """A project's records, as people speak of them when they judge."""

    def made(self, about: str, verdict: str, *, value: str, by: str, at: str, why: str) -> tuple[Judgement, ...]:
        """The judgements that a person's decision comes to, not yet written down: one for each record that is meant.

        Raises:
            ConfigError: the record is not known, the verdict does not fit it, or the value cannot be meant.
        """
        verdict = SAID_ALSO.get(verdict, verdict)
        return tuple(
            judge(one, verdict, value=other, by=by, at=at, why=why)
            for one, other in self._targets(about, verdict, value)
        )

    def _targets(self, about: str, verdict: str, value: str) -> list[tuple[str, str]]:
        """The pairs (record, value) that a judgement means."""
        if verdict == "undo":
            if about not in {judgement.id for judgement in self.judgement_log().judgements}:
                raise ConfigError(f"{about} is no judgement of this project")
            return [(about, value)]
        if verdict == "add":
            return [self._added(about, value)]
        if verdict in PAIRED:
            return self._pairs(about, verdict, value)
        if verdict == "correct":
            return [self._corrected(about, self.with_codes(value))]
        return [(one, value) for one in self.names_meant(about) or self._records_meant(about)]

    def _pairs(self, about: str, verdict: str, value: str) -> list[tuple[str, str]]:
        names = self.names_meant(about)
        with self.reader() as reader:
            reasons = {reason.id for reason in reader.reasons()}
        if names:
            mine, theirs = names, self.names_meant(value)
            if not theirs:
                raise ConfigError(f"{value or 'nothing'} is no name or person of this project")
        elif about in reasons:
            mine, theirs = [about], [value]
            if value not in reasons:
                raise ConfigError(f"{value or 'nothing'} is no reason of this project")
        else:
            mine, theirs = self._accounts_meant(about), self._accounts_meant(value)
        if verdict == "same":
            return [(mine[0], theirs[0])]
        # An account can be parted from the event it stands in: then from all the others of it.
        if len(mine) > 1:
            mine = [one for one in mine if one not in theirs] or mine
        theirs = [other for other in theirs if other not in mine] or theirs
        return [(one, other) for one in mine for other in theirs]

    def _corrected(self, about: str, value: str) -> tuple[str, str]:
        names = self.names_meant(about)
        if names:
            return names[0], value
        with self.reader() as reader:
            event = reader.event(about)
            if event is not None:
                accounts = rank_accounts(event, reader.accounts(event_id=event.id))
                return accounts[0].id, event_correction(value)
            if any(finding.id == about for finding in reader.findings()):
                raise ConfigError(f"{about} is a finding: accept or reject it")
        if self._records_meant(about) != [about]:
            raise ConfigError(f"{about} cannot be corrected")
        return about, value

    def _added(self, about: str, value: str) -> tuple[str, str]:
        coding = read_addition(about, value)
        document = self._document(about)
        if document.text[coding.start : coding.end] != coding.quote:
            raise ConfigError(f"{document.path}: the words are not in the text at {coding.start}–{coding.end}")
        for party in (*coding.actors, *coding.recipients):
            self.state_code(party.id)
        return about, value

    def addition(
        self, document: str, fields: Mapping[str, str], *, words: str = "", start: int | None = None, end: int = 0
    ) -> tuple[str, str]:
        """The document (its id) and the value of a judgement that adds an account, for ``judge(ID, "add", value=...)``.

        ``document`` is an id, or the path that ``dragoman documents`` lists, or the file's name, if only one document
        is called so. ``words`` are those that the account rests on, however blanks part them; where they stand several
        times, ``start`` says which are meant. Without ``words`` it rests on the characters from ``start`` to before
        ``end``. ``fields`` are written as for a correction, with names of states or their codes.

        Raises:
            ConfigError: there is no such document, the words are not there or stand there several times, or a field
                cannot be meant.
        """
        found = self._document(document)
        if words:
            first, last = _one_place(found, words, start)
        elif start is not None:
            first, last = start, min(end, len(found.text))
        else:
            raise ConfigError("an account that is added rests on words: give them, or where they begin and end")
        coded = {name: self._codes(name, value) for name, value in fields.items()}
        return found.id, write_addition(found, first, last, coded)

    def with_codes(self, correction: str) -> str:
        """A correction with the names of states as codes: ``"actors=Soviet Union"`` as ``"actors=SUN"``.

        Raises:
            ConfigError: a name stands for no state, or for several.
        """
        return with_fields(correction, self._codes)

    def state_code(self, word: str) -> str:
        """The code that stands in a field for a state or a body; what acts for one stands as it is written.

        Raises:
            ConfigError: the word stands for no state, or for several.
        """
        # What the machine wrote stands as it is: an office or a person that acts for a state.
        if ":" in word or "/" in word or word in self.authority:
            return word
        try:
            return self.state(word)
        except ActorNameError as error:
            choices = f"; it may be {', '.join(error.choices)}" if error.choices else ""
            raise ConfigError(f"{word!r} stands for no one state{choices}") from error

    def _codes(self, name: str, value: str) -> str:
        if name not in STATES:
            return value
        return ", ".join(self.state_code(one.strip()) for one in value.split(",") if one.strip())

    def _document(self, named: str) -> Document:
        with self.reader() as reader:
            found = reader.document(named)
            if found is None:
                known = tuple(reader.documents(texts=False))
                ids = [one.id for one in known if named in (one.path, PurePath(one.path).name)]
                found = reader.document(ids[0]) if len(ids) == 1 else None
        if found is None:
            raise ConfigError(f"{named or 'nothing'} is no document of this project (`dragoman documents` lists them)")
        return found

    def names_meant(self, record_id: str) -> list[str]:
        """The written names that an id means: itself, or those of a person; none for another record."""
        if record_id.startswith(NO_NAMES):
            return []
        with self.reader() as reader:
            persons = reader.persons()
        return [one.id for person in persons for one in person.variants if record_id in (person.id, one.id)]

    def _accounts_meant(self, record_id: str) -> list[str]:
        """The accounts that an id means: itself, or those of an event."""
        with self.reader() as reader:
            if reader.account(record_id) is not None:
                return [record_id]
            event = reader.event(record_id)
        if event is None:
            raise ConfigError(f"{record_id or 'nothing'} is no account or event of this project")
        return list(event.account_ids)

    def _records_meant(self, record_id: str) -> list[str]:
        """The records that an id means: itself, or the accounts of an event."""
        with self.reader() as reader:
            known = reader.known([record_id]) - {one for one in [record_id] if reader.document(one) is not None}
            event = reader.event(record_id)
        if record_id not in known:
            raise ConfigError(f"{record_id or 'nothing'} is no account, event, reason, finding or name of this project")
        return list(event.account_ids) if event is not None else [record_id]


def _one_place(document: Document, words: str, start: int | None) -> tuple[int, int]:
    places = find_words(document.text, words)
    meant = [one for one in places if start in (None, one[0])]
    if not places:
        raise ConfigError(f"{document.path}: these words are not in the text; copy them from it: {words!r}")
    if len(meant) != 1:
        known = ", ".join(str(one[0]) for one in places[:FEW])
        more = f" and {len(places) - FEW} places more" if len(places) > FEW else ""
        raise ConfigError(
            f"{document.path}: these words begin at character {known}{more}; say where those begin that are meant:"
            f" {words!r}"
        )
    return meant[0]
