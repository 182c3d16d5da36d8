"""Tells whose colony, mandate or protectorate a polity was."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from dragoman.vocab.actor_records import Span, read_span


@dataclass(frozen=True, slots=True)
class Dependence:
    """One spell of dependence: on which state or body, as what ("mandate", "protectorate"), and when."""

    of: str
    status: str
    span: Span


@dataclass(frozen=True, slots=True)
class Dependent:
    """A polity that depended on another: ``code`` is a state's, a place's without its prefix, or its own."""

    code: str
    name: str
    spells: tuple[Dependence, ...]

    def on(self, day: date) -> Dependence | None:
        """On whom it depended that day; None where the list does not say, or says that it governed itself."""
        return next((spell for spell in reversed(self.spells) if spell.span.holds(day)), None)


def was_held(code: str, by: str, until: date) -> bool:
    """Did a polity depend on a state on the day before ``until``, as what is set free does?"""
    found = load_dependents().get(code)
    spell = found.on(until - timedelta(days=1)) if found is not None else None
    return spell is not None and spell.of == by


@cache
def load_dependents() -> Mapping[str, Dependent]:
    """The dependent polities since 1816 that come with Dragoman, by code.

    Raises:
        ValueError: a spell is malformed; the message names the polity.
    """
    path = resources.files("dragoman.vocab") / "data" / "dependencies.csv"
    with path.open(encoding="utf-8") as handle:
        return {row["code"]: _dependent(row) for row in csv.DictReader(handle)}


def _dependent(row: Mapping[str, str]) -> Dependent:
    spells = []
    for item in row["held"].split(";"):
        words, _, when = item.partition("@")
        of, _, status = words.strip().partition(" ")
        try:
            spells.append(Dependence(of, status, read_span(when)))
        except ValueError as error:
            raise ValueError(f"{row['code']}: {error}") from error
    return Dependent(row["code"], row["name"], tuple(spells))
