"""Judgements in words: who decided what about which record, when and why, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.additions import read_addition
from dragoman.corrections import OF_EVENT
from dragoman.deciding import Decided
from dragoman.judgements import PAIRED
from dragoman.model import Judgement
from dragoman.store import Reader
from dragoman.web.deciding.records import title_of
from dragoman.wording import write_kind
from dragoman.workbench import Workbench


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """A judgement. ``title`` is what the record says ("" when it is not there now), ``values`` are (field, value).

    ``other`` is the other record of a pair, ``overruled`` who decided otherwise later, and what.
    """

    id: str
    about: str
    title: str
    verdict: str
    values: tuple[tuple[str, str], ...]
    other: str
    other_title: str
    by: str
    at: str
    why: str
    state: str
    overruled: tuple[str, ...]
    contradicts: bool


def tell_decided(bench: Workbench, reader: Reader, decided: Iterable[Decided]) -> tuple[JudgedRow, ...]:
    """Judgements as pages list them."""
    titles: dict[str, str] = {}

    def title(record_id: str) -> str:
        if record_id not in titles:
            titles[record_id] = title_of(bench, reader, record_id)
        return titles[record_id]

    known = {one.id: one for one in bench.judgement_log().judgements}
    rows = []
    for one in decided:
        judgement = one.judgement
        undone = known.get(judgement.about) if judgement.verdict == "undo" else None
        other = judgement.value if judgement.verdict in PAIRED else ""
        rows.append(
            JudgedRow(
                id=judgement.id,
                about=undone.about if undone else judgement.about,
                title=title(undone.about if undone else judgement.about),
                verdict=judgement.verdict,
                values=_values(undone or judgement),
                other=other,
                other_title=title(other) if other else "",
                by=judgement.by,
                at=_time(judgement.at),
                why=judgement.why,
                state=one.state,
                overruled=tuple(f"{later.verdict} {later.value}".rstrip() + f" ({later.by})" for later in one.by),
                contradicts=one.contradicts,
            )
        )
    return tuple(rows)


def _time(at: str) -> str:
    """The day and the minute: 2026-11-23 15:04 UTC."""
    day, _, rest = at.partition("T")
    return f"{day} {rest[:5]}{' UTC' if rest.endswith(('+00:00', 'Z')) else ''}".strip()


def _values(judgement: Judgement) -> tuple[tuple[str, str], ...]:
    if judgement.verdict == "correct":
        parts = (part.partition("=") for part in judgement.value.split(";"))
        return tuple((name.strip().removeprefix(OF_EVENT), value.strip() or "–") for name, _, value in parts)
    if judgement.verdict == "add":
        coding = read_addition(judgement.about, judgement.value)
        sides = [", ".join(one.state or one.id for one in side) for side in (coding.actors, coding.recipients)]
        act = f"{write_kind(coding.event_type, coding.mode)}: {' → '.join(filter(None, sides))}"
        return tuple((name, value) for name, value in (("quote", coding.quote), ("act", act)) if value)
    return ()
