"""Accounts that a person adds to what was coded: the words chosen in a document, and what they tell."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from dragoman.corrections import ACCOUNT_FIELDS
from dragoman.errors import ConfigError
from dragoman.ids import canonical
from dragoman.model import Coding, Document, Judgement

ADDED = "added by "
"""How the coder of such an account begins; the person's name follows."""

FIELDS = ("event_type", "mode", "date", "status", "actors", "recipients", "speaker", "place")
"""What is said of the words, written as in a correction; the type of act alone cannot be left open."""


def find_words(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    """Where words begin and end in a text, whatever blanks stand between them."""
    words = quote.split()
    if not words:
        return ()
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return tuple((one.start(), one.end()) for one in pattern.finditer(text))


def write_addition(document: Document, start: int, end: int, fields: Mapping[str, str]) -> str:
    """The value of a judgement that adds an account of ``text[start:end]`` of a document.

    ``fields`` are written as for a correction: ``{"event_type": "ACCUSE", "actors": "SUN", "date": "1961"}``.

    Raises:
        ConfigError: no words are chosen, a field is unknown, or a value cannot be meant.
    """
    value = canonical(
        {
            "start": start,
            "end": end,
            "quote": document.text[max(start, 0) : max(end, 0)],
            "path": document.path,
            "locator": document.locate(start),
            **{name: text.strip() for name, text in fields.items() if text.strip()},
        }
    )
    read_addition(document.id, value)
    return value


def read_addition(document_id: str, value: str, *, by: str = "") -> Coding:
    """What the value of such a judgement says.

    Raises:
        ConfigError: it says nothing that an account could be made of.
    """
    try:
        told = json.loads(value)
    except ValueError as error:
        raise ConfigError(f"an account that is added is a JSON object; {error}") from error
    if not isinstance(told, dict):
        raise ConfigError("an account that is added is a JSON object")
    words = {name: told.get(name, "") for name in ("quote", "path", "locator")}
    start, end = told.get("start"), told.get("end")
    if (
        not isinstance(start, int)
        or not isinstance(end, int)
        or not all(isinstance(one, str) for one in words.values())
    ):
        raise ConfigError("an account that is added needs start, end and quote")
    if not words["quote"].strip() or start < 0 or end - start != len(words["quote"]):
        raise ConfigError("an account that is added needs words of the text, at the place where they stand")
    fields = {name: one for name, one in told.items() if name not in (*words, "start", "end")}
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown or not all(isinstance(one, str) for one in fields.values()):
        raise ConfigError(
            f"an account that is added says {', '.join(FIELDS)}; not {', '.join(unknown) or 'other than words'}"
        )
    if not fields.get("event_type") or not fields.get("actors"):
        raise ConfigError("an account that is added needs the type of act and who acted")
    read: dict[str, Any] = {name: ACCOUNT_FIELDS[name](one) for name, one in fields.items()}
    return Coding(coder=f"{ADDED}{by}".rstrip(), document_id=document_id, start=start, end=end, **words, **read)


def added_by(judgement: Judgement) -> Coding:
    """The account that a judgement adds, in the form of a coding by hand.

    Raises:
        ConfigError: the judgement adds none.
    """
    return read_addition(judgement.about, judgement.value, by=judgement.by)


def told_fields(judgement: Judgement) -> tuple[str, str]:
    """The words of the account that a judgement adds, and what they tell: ``"event_type=ACCUSE; actors=SUN"``."""
    told = json.loads(judgement.value)
    return told["quote"], "; ".join(f"{name}={told[name]}" for name in FIELDS if told.get(name))


def is_added(coder: str) -> bool:
    """Whether the coder of an account is somebody who added it to what was coded."""
    return coder.startswith(ADDED.rstrip())
