"""Which causes are given for a turning point or a phase: by side, those of most independent sources first."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from dragoman.model import Account, Dyad, Event, Evidence, Phase, Reason, Rupture
from dragoman.reasons.themes import word_pattern
from dragoman.vocab.edtf import year_of
from dragoman.vocab.origins import Origins, cited_work

NEAR = 2
"""Years between an act and a turning point within which a cause of the one is told of the other."""

UNDATED = NEAR + 1
"""How far off a cause counts that is told of the relation as a whole and dated by nothing."""

Side = Callable[[Reason], str]
"""The state for which a reason is given, "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedTheme:
    """A kind of cause that one side gives for a turning point or a phase.

    ``theme`` is a key of ``vocab/data/themes.toml`` ("" for causes of no theme), ``sources`` how many independent
    sources give one, ``apart`` how many years the nearest lies from the turn (0 for a phase), ``reasons`` the reasons,
    nearest first.
    """

    theme: str
    sources: int
    apart: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedSide:
    """What one side ("" for nobody's) gives as causes, the best attested kind first."""

    side: str
    themes: tuple[RankedTheme, ...]


def rank_reasons(
    rupture: Rupture,
    reasons: Iterable[Reason],
    events: Mapping[str, Event],
    side: Side,
    origin: Callable[[Reason], str],
) -> tuple[RankedSide, ...]:
    """The causes given for a turning point, side by side: the two states first, then others, then nobody's.

    ``events`` by id are the acts of the relation; ``origin`` names the source that a reason goes back to, alike for
    sources that copy one another. A reason belongs to a turn when it explains an act of it, or one of the same
    tendency within ``NEAR`` years, or the turning of the relation itself (:func:`turning`).
    """
    told = ((how_far(rupture, reason, events), reason) for reason in reasons if is_cause(reason))
    return _by_side(rupture.dyad, [(apart, reason) for apart, reason in told if apart is not None], side, origin)


def rank_phase(
    phase: Phase, reasons: Iterable[Reason], side: Side, origin: Callable[[Reason], str]
) -> tuple[RankedSide, ...]:
    """The causes given for acts of a phase, side by side, as :func:`rank_reasons` gives those of a turning point."""
    return _by_side(phase.dyad, [(0, one) for one in reasons if is_cause(one) and in_phase(phase, one)], side, origin)


def is_cause(reason: Reason) -> bool:
    """Whether a reason tells a cause, and not what something happened in spite of."""
    return reason.polarity != "despite"


def in_phase(phase: Phase, reason: Reason) -> bool:
    """Whether what a reason explains is an act of the phase."""
    return reason.explains in phase.event_ids


def nearest_turn(reason: Reason, ruptures: Iterable[Rupture], events: Mapping[str, Event]) -> Rupture | None:
    """The turning point that a reason explains most closely, of equals the earliest; None when it explains none."""
    far = ((how_far(one, reason, events), one) for one in ruptures)
    near = [(apart, one.window, one.direction, one) for apart, one in far if apart is not None]
    return min(near, key=lambda one: one[:3])[3] if near else None


def goes_back_to(reason: Reason, origins: Origins) -> str:
    """The source that a reason goes back to: the work it cites, else its document or what that copies."""
    document = origins.document(reason.document_id)
    work = cited_work(document, reason.cited)
    return f"cited {work}" if work else document


def _by_side(
    dyad: Dyad, given: Sequence[tuple[int, Reason]], side: Side, origin: Callable[[Reason], str]
) -> tuple[RankedSide, ...]:
    by_side: dict[str, list[tuple[int, Reason]]] = defaultdict(list)
    for apart, reason in given:
        by_side[side(reason)].append((apart, reason))
    own = (dyad.a, dyad.b)
    order = sorted(by_side, key=lambda code: (code not in own, code == "", code))
    return tuple(RankedSide(side=code, themes=_ranked(by_side[code], origin)) for code in order)


def _ranked(given: Sequence[tuple[int, Reason]], origin: Callable[[Reason], str]) -> tuple[RankedTheme, ...]:
    by_theme: dict[str, list[tuple[int, Reason]]] = defaultdict(list)
    for apart, reason in given:
        for theme in reason.themes or ("",):
            by_theme[theme].append((apart, reason))
    found = []
    for theme, told in by_theme.items():
        told.sort(key=lambda one: (one[0], -one[1].confidence, one[1].id))
        found.append(
            RankedTheme(
                theme=theme,
                sources=len({origin(reason) for _, reason in told}),
                apart=told[0][0],
                reasons=tuple(reason for _, reason in told),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.theme == "", -one.sources, one.apart, one.theme)))


def told_event(words: Evidence, document_id: str, accounts: Iterable[tuple[Account, str]]) -> str:
    """The id of the event that some words of a document tell, as the cause of a reason does; "" where they tell none.

    ``accounts`` are accounts with the ids of their events. The words tell an event when they hold at least half of the
    words of an account of it; of several the one that fills them most.
    """
    best = (0.0, 0, "")
    for account, event_id in accounts:
        if account.document_id != document_id:
            continue
        one = account.evidence
        shared = min(one.end, words.end) - max(one.start, words.start)
        if 2 * shared >= one.end - one.start:
            best = max(best, (shared / (words.end - words.start), -one.start, event_id))
    return best[2]


def how_far(rupture: Rupture, reason: Reason, events: Mapping[str, Event]) -> int | None:
    """How many years lie between what a reason explains and a turning point; None when it does not explain the turn."""
    if reason.explains in rupture.event_ids:
        return 0
    event = events.get(reason.explains)
    if event is None:
        return UNDATED if turning(reason.effect.quote) == rupture.direction else None
    if not event.score or (event.score < 0) != (rupture.direction == "break") or event.date is None:
        return None
    when, first, last = year_of(event.date), *_years(rupture.window)
    if when is None or first is None or last is None:
        return None
    apart = max(first - when, when - last, 0)
    return apart if apart <= NEAR else None


def _years(window: str) -> tuple[int | None, int | None]:
    first, _, last = window.partition("/")
    return year_of(first), year_of(last or first)


def turning(words: str) -> Literal["break", "thaw", ""]:
    """Which turn of a relation as a whole some words tell; "" when they tell none, or both."""
    patterns = _turn_words()
    flat = " ".join(words.split())
    if not patterns["subject"].search(flat):
        return ""
    worse, better = (bool(patterns[one].search(flat)) for one in ("break", "thaw"))
    return "" if worse == better else "break" if worse else "thaw"


@cache
def _turn_words() -> Mapping[str, re.Pattern[str]]:
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "turn_words.toml").read_text("utf-8"))
    return {key: word_pattern(tuple(words)) for key, words in raw.items()}
