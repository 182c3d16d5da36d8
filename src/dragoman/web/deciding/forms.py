"""The form by which a record is corrected: which fields it has, what each can hold, and what was changed in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from dragoman.additions import FIELDS
from dragoman.corrections import STATES
from dragoman.errors import ConfigError
from dragoman.model.history import ReasonKind
from dragoman.model.reading import Status
from dragoman.reasons.themes import load_themes
from dragoman.vocab.scheme import load_scheme
from dragoman.web.deciding.records import RecordCard
from dragoman.wording import write_kind
from dragoman.workbench import Workbench

PREFIX = "f."
"""What stands before a field's name in a form, so that no field can be taken for the form's own."""

LISTS = frozenset(("actors", "recipients", "parties", "themes", "contexts"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldForm:
    """A field: its value as it counts now (``was``) and in the form; ``options`` are (value, words), () for free text.

    ``known`` are values that are usual in free text.
    """

    name: str
    was: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    known: tuple[str, ...] = ()


def make_fields(card: RecordCard, given: Mapping[str, str]) -> tuple[FieldForm, ...]:
    """The fields of a record's form; ``given`` is what somebody has typed into it already."""
    return tuple(_field(name, was, given.get(PREFIX + name, was)) for name, was in card.coded)


def blank_fields(given: Mapping[str, str]) -> tuple[FieldForm, ...]:
    """The fields of an account that is to be added."""
    first = {"status": "asserted"}
    return tuple(
        _field(name, first.get(name, ""), given.get(PREFIX + name, first.get(name, "")), is_new=True) for name in FIELDS
    )


def _field(name: str, was: str, value: str, *, is_new: bool = False) -> FieldForm:
    scheme = load_scheme()
    options: tuple[tuple[str, str], ...] = ()
    known: tuple[str, ...] = ()
    match name:
        case "event_type":
            options = tuple((one.name, write_kind(one.name)) for one in scheme.event_types)
            options = (("", "—"), *options) if is_new else options
        case "status":
            options = tuple((one, one) for one in get_args(Status))
        case "kind":
            options = tuple((one, one) for one in get_args(ReasonKind))
        case "polarity":
            options = tuple((one, one) for one in ("promotes", "hinders", "despite"))
        case "mode":
            known = tuple(dict.fromkeys(mode for one in scheme.event_types for mode in one.modes))
        case "themes":
            known = tuple(load_themes().names)
    if options and value not in {key for key, _ in options}:
        options = (*options, (value, value))
    return FieldForm(name=name, was=was, value=value, options=options, known=known)


def read_changes(bench: Workbench, card: RecordCard, given: Mapping[str, str]) -> str:
    """What was changed in a form, as a judgement writes it: ``"date=1961-12; actors=ALB"``.

    Raises:
        ConfigError: nothing was changed, a value holds a semicolon, which parts fields, or a name stands for no
            state, or for several.
    """
    changed = []
    for name, was in card.coded:
        value = given.get(PREFIX + name)
        if value is None or _same(name, value, was):
            continue
        value = _codes(bench, name, value)
        if ";" in value:
            raise ConfigError(f"{name}: a semicolon parts fields, so no value can hold one")
        if value != was:
            changed.append(f"{name}={value}")
    if not changed:
        raise ConfigError("nothing was changed: change a field first, or accept the record as it is")
    return "; ".join(changed)


def read_new(bench: Workbench, given: Mapping[str, str]) -> dict[str, str]:
    """The fields of an account that is to be added, names of states as codes.

    Raises:
        ConfigError: a name stands for no state, or for several.
    """
    return {name: _codes(bench, name, given.get(PREFIX + name, "").strip()) for name in FIELDS}


def _same(name: str, value: str, was: str) -> bool:
    if name in LISTS:
        return [one.strip() for one in value.split(",")] == [one.strip() for one in was.split(",")]
    return " ".join(value.split()) == " ".join(was.split())


def _codes(bench: Workbench, name: str, value: str) -> str:
    if name not in STATES:
        return " ".join(value.split())
    return ", ".join(bench.state_code(one.strip()) for one in value.split(",") if one.strip())
