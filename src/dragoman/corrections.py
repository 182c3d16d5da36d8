"""Which fields of a record a person can correct, and the record with the correction in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

from dragoman.errors import ConfigError
from dragoman.model import Account, Event, Party, Reason
from dragoman.model.history import ReasonKind
from dragoman.model.name import NamedPerson
from dragoman.model.reading import Status
from dragoman.vocab import edtf

Score = Callable[[str, str, str], float]
"""Gives the worth of an act of a status on the scale in use, from its event type, mode and status."""

OF_EVENT = "event."
"""What stands before a field that is corrected for a whole event, whichever its accounts say."""

STATES = frozenset(("actors", "recipients", "parties", "state", "speaker_state"))
"""Fields that hold states: people may write names and aliases, codes are written down."""


def parse_correction(about: str, value: str) -> tuple[tuple[str, str], ...]:
    """The fields and new values of a correction of the record ``about``: ``"date=1961-12-03; status=denied"``.

    Raises:
        ConfigError: records of this kind have no such field to correct, or the new value cannot be meant.
    """
    table = fields_of(about)
    found = []
    for part in value.split(";"):
        name, equals, new = (text.strip() for text in part.partition("="))
        if not equals or name not in table:
            known = ", ".join(one for one in table if not one.startswith(OF_EVENT))
            raise ConfigError(f"a correction is field=value, with one of the fields {known}; not {part.strip()!r}")
        table[name](new)
        found.append((name, new))
    return tuple(found)


def parse_fields(value: str) -> dict[str, str]:
    """The fields of what is written as ``"event_type=ACCUSE; actors=SUN"``; nothing is asked of them yet.

    Raises:
        ConfigError: a part is no ``field=value``.
    """
    fields = {}
    for part in filter(None, (text.strip() for text in value.split(";"))):
        name, equals, new = (text.strip() for text in part.partition("="))
        if not equals:
            raise ConfigError(f"what an account tells is field=value; not {part!r}")
        fields[name] = new
    return fields


def with_fields(correction: str, read: Callable[[str, str], str]) -> str:
    """A correction with each of its values as ``read`` (of field and value) gives it; a part without "=" stays."""
    parts = []
    for part in correction.split(";"):
        name, equals, new = (text.strip() for text in part.partition("="))
        told = read(name.removeprefix(OF_EVENT), new) if equals else new
        parts.append(part.strip() if told == new else f"{name}={told}")
    return "; ".join(parts)


def fields_of(about: str) -> Mapping[str, Callable[[str], Any]]:
    """The fields of a record that can be corrected, and how each new value is read; its id tells its kind."""
    kind = about.partition("_")[0]
    if kind == "rea":
        return REASON_FIELDS
    if kind in ("nam", "who"):
        return NAME_FIELDS
    return ACCOUNT_FIELDS


def event_correction(value: str) -> str:
    """A correction of an event's fields as it is written down about one of its accounts: ``"event.date=1961-12"``.

    Raises:
        ConfigError: events have no such field to correct, or the new value cannot be meant.
    """
    fields = []
    for part in value.split(";"):
        name, equals, new = (text.strip() for text in part.partition("="))
        if not equals or name not in EVENT_FIELDS:
            raise ConfigError(f"an event's fields are {', '.join(EVENT_FIELDS)}; not {part.strip()!r}")
        EVENT_FIELDS[name](new)
        fields.append(f"{OF_EVENT}{name}={new}")
    return "; ".join(fields)


def _event_type(value: str) -> str:
    from dragoman.vocab.scheme import load_scheme

    known = [event_type.name for event_type in load_scheme().event_types]
    if value not in known:
        raise ConfigError(f"{value!r} is no event type; known: {', '.join(known)}")
    return value


def _date(value: str) -> str | None:
    if not value:
        return None
    try:
        edtf.parse(value)
    except ValueError as error:
        raise ConfigError(f"{error}; expected a date as 1961, 1961-12 or 1961-12-03") from error
    return value


def _one_of(what: str, *known: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in known:
            raise ConfigError(f"{value!r} is no {what}; known: {', '.join(known)}")
        return value

    return read


def _parties(value: str) -> tuple[Party, ...]:
    """Actor ids joined by commas: ``ALB, SUN``; a state acts for itself, anything else for what stands after ``/``."""
    parties = []
    for part in _words(value):
        identity, _, state = part.partition("/")
        parties.append(Party(id=identity, state=state or ("" if ":" in identity else identity), text=""))
    return tuple(parties)


def _words(value: str) -> tuple[str, ...]:
    return tuple(filter(None, (text.strip() for text in value.split(","))))


def _states(value: str) -> tuple[str, ...]:
    return tuple(sorted(set(_words(value))))


def _themes(value: str) -> tuple[str, ...]:
    from dragoman.reasons.themes import load_themes

    known = load_themes().names
    wrong = [word for word in _words(value) if word not in known]
    if wrong:
        raise ConfigError(f"{wrong[0]!r} is no theme; known: {', '.join(known)}")
    return _words(value)


def _name(value: str) -> str:
    if not value:
        raise ConfigError("a person's name cannot be corrected to nothing; reject the name instead")
    return value


EVENT_FIELDS: Mapping[str, Callable[[str], Any]] = {
    "event_type": _event_type,
    "mode": str,
    "actors": _states,
    "recipients": _states,
    "date": _date,
    "place": str,
    "status": _one_of("status", *get_args(Status)),
}
"""The fields of an event: its parties are state codes."""

ACCOUNT_FIELDS: Mapping[str, Callable[[str], Any]] = {
    "event_type": _event_type,
    "mode": str,
    "contexts": _words,
    "actors": _parties,
    "recipients": _parties,
    "date": _date,
    "place": str,
    "status": _one_of("status", *get_args(Status)),
    "speaker": str,
    "cited": str,
    **{f"{OF_EVENT}{name}": read for name, read in EVENT_FIELDS.items()},
}
"""The fields of an account, and of the event that it tells of. The words cannot be corrected."""

REASON_FIELDS: Mapping[str, Callable[[str], Any]] = {
    "themes": _themes,
    "kind": _one_of("kind of reason", *get_args(ReasonKind)),
    "polarity": _one_of("polarity", "promotes", "hinders", "despite"),
    "speaker": str,
    "speaker_state": str,
    "parties": _states,
    "cited": str,
}

NAME_FIELDS: Mapping[str, Callable[[str], Any]] = {"name": _name, "state": str}
"""The fields of a name and of the person who bears it: how the person is called, and whose person it is."""


def correct(account: Account, fields: Mapping[str, str]) -> Account:
    """The account with these fields as a person has them; its id stays that of what was coded.

    Raises:
        ConfigError: a field cannot be corrected, or its value cannot be meant.
    """
    new = {name: ACCOUNT_FIELDS[name](value) for name, value in fields.items() if not name.startswith(OF_EVENT)}
    for side in ("actors", "recipients"):
        if side in new:
            new[side] = _with_words(new[side], (*account.actors, *account.recipients))
    if "date" in new:
        new["date_how"] = "judged"
    if "event_type" in new and "mode" not in new:
        new["mode"] = _mode_of(new["event_type"], account.mode)
    return replace(account, **new)


def _mode_of(event_type: str, mode: str) -> str:
    """The mode that a record keeps whose type a person corrected: none where acts of that type have no such mode."""
    from dragoman.vocab.scheme import load_scheme

    known = next((one.modes for one in load_scheme().event_types if one.name == event_type), ())
    return mode if mode in known else ""


def _with_words(parties: tuple[Party, ...], coded: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties with the words used for them, where the coder had found those words."""
    words = {party.id: party.text for party in coded} | {party.state: party.text for party in coded if party.state}
    return tuple(replace(party, text=words.get(party.id, "")) for party in parties)


def correct_event(event: Event, fields: Mapping[str, str], score: Score) -> Event:
    """The event as a person has it: its accounts and its standing stay, for the sources say what they said."""
    new = replace(event, **{name: EVENT_FIELDS[name](value) for name, value in fields.items()})
    if "event_type" in fields and "mode" not in fields:
        new = replace(new, mode=_mode_of(new.event_type, new.mode))
    if not {"event_type", "mode", "status"} & fields.keys():
        return new
    return replace(new, score=score(new.event_type, new.mode, new.status) or 0.0)


def correct_reason(reason: Reason, fields: Mapping[str, str]) -> Reason:
    """The reason with these fields as a person has them."""
    return replace(reason, **{name: REASON_FIELDS[name](value) for name, value in fields.items()})


def correct_person(person: NamedPerson, fields: Mapping[str, str]) -> NamedPerson:
    """The person with the name or the state that somebody gave."""
    return replace(person, **{name: NAME_FIELDS[name](value) for name, value in fields.items()})
