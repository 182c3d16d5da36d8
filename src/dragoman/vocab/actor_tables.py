"""Reads the tables of the authority list (states, bodies, parties, persons, places) into actors."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from anyascii import anyascii

from dragoman.model.text import ActorKind
from dragoman.vocab.actor_records import ALWAYS, Actor, Name, NameForm, Office, Span, read_span

Row = Mapping[str, str]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "state": (
        *("code", "name", "valid", "cow", "gw", "before", "after", "called"),
        *("aliases", "adjectives", "people", "capitals", "metonyms", "prefixes"),
    ),
    "body": ("code", "name", "valid", "aliases", "members"),
    "bloc": ("code", "name", "valid", "aliases", "members", "foremost"),
    "party": ("code", "name", "state", "kind", "aliases"),
    "person": ("id", "name", "surnames", "state", "born", "died", "aliases", "offices"),
    "place": ("code", "name", "held", "aliases"),
}
TABLES = {
    name: f"{plural}.csv"
    for name, plural in zip(COLUMNS, ("states", "bodies", "blocs", "parties", "persons", "places"), strict=True)
}
STATE_FORMS: tuple[tuple[str, NameForm], ...] = (
    ("aliases", "alias"),
    ("adjectives", "adjective"),
    ("people", "people"),
    ("capitals", "capital"),
    ("metonyms", "metonym"),
    ("prefixes", "prefix"),
)


@cache
def read_table(table: str) -> tuple[Row, ...]:
    """The rows of one of the tables that come with Dragoman."""
    path = resources.files("dragoman.vocab") / "data" / TABLES[table]
    with path.open(encoding="utf-8") as handle:
        return tuple(csv.DictReader(handle))


@cache
def load_actors() -> tuple[Actor, ...]:
    """All actors that come with Dragoman, in the order of the tables."""
    return tuple(actor for table in TABLES for actor in build_actors(table, read_table(table)))


def build_actors(table: str, rows: Sequence[Row]) -> Iterator[Actor]:
    """Actors from the rows of one table.

    Raises:
        ValueError: a date that is none; the message names the row.
    """
    build = {"state": _state, "body": _body, "bloc": _bloc, "party": _party, "person": _person, "place": _place}[table]
    for row in rows:
        try:
            yield build(row)
        except ValueError as error:
            raise ValueError(f"{row[COLUMNS[table][0]]}: {error}") from error


def items(text: str) -> list[str]:
    """The items of a cell, parted by semicolons."""
    return [item.strip() for item in text.split(";") if item.strip()] if text else []


def dated_item(item: str) -> tuple[str, Span, bool]:
    """``Berlin@1990-10-03/`` as words and span; a closing ``?`` marks a reading that is possible, not usual.

    Raises:
        ValueError: what follows the ``@`` is no span.
    """
    principal = not item.endswith("?")
    words, _, when = item.removesuffix("?").partition("@")
    return words.strip(), read_span(when), principal


def _names(form: NameForm, text: str) -> Iterator[Name]:
    for item in items(text):
        words, span, principal = dated_item(item)
        for spelling in (words,) if words.isascii() else (words, str(anyascii(words))):
            yield Name(text=spelling, form=form, span=span, principal=principal)


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(read_span(item) for item in items(text)) or (ALWAYS,)


def _states(text: str) -> tuple[tuple[str, Span], ...]:
    return tuple((code, span) for code, span, _ in map(dated_item, items(text)))


def _numbers(*texts: str) -> tuple[tuple[int, Span], ...]:
    """``713@1949-12-08/`` as number and span, each number once."""
    dated = (dated_item(item) for text in texts for item in items(text))
    return tuple(dict.fromkeys((int(words), span) for words, span, _ in dated))


def _state(row: Row) -> Actor:
    names = [name for column, form in STATE_FORMS for name in _names(form, row[column])]
    # An official name listed again with dates ("Russia") means the state in those years only.
    if not any(name.text == row["name"] and name.form == "alias" for name in names):
        names[:0] = _names("name", row["name"])
    return Actor(
        id=row["code"],
        kind="state",
        name=row["name"],
        names=tuple(names),
        spans=_spans(row["valid"]),
        states=((row["code"], ALWAYS),),
        cow=tuple(number for number, _ in _numbers(row["cow"])),
        gw=tuple(number for number, _ in _numbers(row["gw"])),
        numbered=_numbers(row["cow"], row["gw"]),
        called=tuple((words, span) for words, span, _ in map(dated_item, items(row["called"]))),
        predecessors=tuple(items(row["before"])),
        successors=tuple(items(row["after"])),
    )


def _body(row: Row) -> Actor:
    return Actor(
        id=f"body:{row['code']}",
        kind="body",
        name=row["name"],
        names=(*_names("name", row["name"]), *_names("alias", row["aliases"])),
        spans=_spans(row["valid"]),
        states=((row["code"], ALWAYS),),
        members=_states(row["members"]),
    )


def _bloc(row: Row) -> Actor:
    return Actor(
        id=f"bloc:{row['code']}",
        kind="group",
        name=row["name"],
        names=(*_names("name", row["name"]), *_names("alias", row["aliases"])),
        spans=_spans(row["valid"]),
        members=_states(row["members"]),
        foremost=_states(row["foremost"]),
    )


def _party(row: Row) -> Actor:
    kind: ActorKind = "group" if row["kind"] == "group" else "party"
    return Actor(
        id=f"party:{row['code']}",
        kind=kind,
        name=row["name"],
        names=(*_names("name", row["name"]), *_names("alias", row["aliases"])),
        states=_states(row["state"]),
    )


def _person(row: Row) -> Actor:
    states = _states(row["state"])
    offices = []
    for item in items(row["offices"]):
        words, span, _ = dated_item(item)
        title, _, state = words.partition("|")
        offices.append(Office(title=title, state=state or _state_during(states, span), span=span))
    born, died = (item.strip() for item in (row["born"], row["died"]))
    return Actor(
        id=row["id"],
        kind="person",
        name=row["name"],
        names=(
            *_names("name", row["name"]),
            *_names("alias", row["aliases"]),
            *_names("surname", row["surnames"]),
        ),
        spans=(read_span(f"{born}/{died}") if born or died else ALWAYS,),
        states=states,
        offices=tuple(offices),
    )


def _place(row: Row) -> Actor:
    held = [dated_item(item) for item in items(row["held"])]
    return Actor(
        id=f"place:{row['code']}",
        kind="place",
        name=row["name"],
        names=(*_names("name", row["name"]), *_names("alias", row["aliases"])),
        states=tuple((code, span) for code, span, principal in held if principal),
        members=tuple((code, span) for code, span, _ in held),
    )


def _state_during(states: tuple[tuple[str, Span], ...], span: Span) -> str:
    for code, valid in states:
        if valid.overlaps(span):
            return code
    return states[0][0] if states else ""
