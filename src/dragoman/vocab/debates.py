"""Speeches of the General Debate of the United Nations, known by the names of their files."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.vocab.actors import Authority

_NAME = re.compile(r"(?:.*_)?(?P<code>[A-Z]{3})_(?P<session>\d\d)_(?P<year>\d{4})")


@dataclass(frozen=True, slots=True)
class DebateSpeech:
    """A speech in the General Debate: the state that spoke, the session of the General Assembly, and the year."""

    state: str
    session: int
    year: int


def read_debate_name(stem: str) -> DebateSpeech | None:
    """The speech that a file name without its suffix tells of, or None when it follows another rule.

    The UN General Debate Corpus (Baturo, Dasandi and Mikhaylov, Understanding State Preferences With Text As Data,
    Research & Politics 2017) names its files ``ALB_15_1960.txt``. A name counts only when its code is a state's and its
    session is that of its year.
    """
    found = _NAME.fullmatch(stem)
    if found is None:
        return None
    first_year, seats = _load()
    year, session = int(found["year"]), int(found["session"])
    if session != year - first_year + 1 or found["code"] not in Authority.load():
        return None
    state = next((state for code, state, last in seats if code == found["code"] and year <= last), found["code"])
    return DebateSpeech(state, session, year)


@cache
def _load() -> tuple[int, tuple[tuple[str, str, int], ...]]:
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "debates.toml").read_text("utf-8"))
    return raw["first_year"], tuple((one["code"], one["state"], one["last_year"]) for one in raw["seat"])
