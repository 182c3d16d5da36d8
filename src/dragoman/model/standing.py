"""How the accounts of an event stand to one another: field by field, what is told, and who tells it."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.history import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who holds that something was so, and the accounts in which they say it.

    ``speaker`` is "" for the author of the document, ``cited`` the source that the text names for it. ``side`` is the
    state for which is spoken: that of a named speaker, else the one whose record the document is; "" where that is
    nobody's or not known. ``standpoint`` is the state whose record the document is.
    """

    document_id: str
    speaker: str
    cited: str
    side: str
    standpoint: str
    account_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One value of a field, and all who give it. ``contradicted``: somebody gives one that cannot be true beside it."""

    value: str
    contradicted: bool
    voices: tuple[Voice, ...]

    @property
    def account_ids(self) -> tuple[str, ...]:
        """The accounts that give the value, sorted."""
        return tuple(sorted(account_id for voice in self.voices for account_id in voice.account_ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldStanding:
    """What is told of one field of an event, the best-backed value first.

    ``field`` is one of date, actors, initiator, type, place, status (whether it happened at all) and magnitude; a field
    of which nothing is told has none. ``standing``: contested (somebody is contradicted), denied (the same, of whether
    it happened), single-source (only one source tells of it), one-sided (several do, all of one side), uncontested.
    """

    event_id: str
    field: str
    standing: Standing
    tellings: tuple[Telling, ...]
