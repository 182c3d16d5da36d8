"""History: everything that was decided, by whom, when and why, what has become of it, and what no longer applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.web.deciding.doing import is_run_due
from dragoman.web.deciding.told import JudgedRow, tell_decided
from dragoman.web.desk import AtDesk
from dragoman.web.page import PageNumber, Pages
from dragoman.web.paging import Span, span_of

pages = Pages(key="judgements")

PER_PAGE = 40

State = Literal["", "in force", "undone", "overruled", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """A page of all judgements, the latest first. ``broken`` are (line, why) of lines that hold none."""

    span: Span
    rows: tuple[JudgedRow, ...]
    states: tuple[tuple[str, int], ...]
    people: tuple[tuple[str, int], ...]
    broken: tuple[tuple[int, str], ...]
    run_due: bool


@pages.page("/judgements", template="history.html.j2")
def history(desk: AtDesk, state: State = "", by: str = "", about: str = "", page: PageNumber = 1) -> HistoryPage:
    """All judgements: who, when, why, and what has become of each."""
    bench = desk.bench()
    listed = desk.once("judgements", bench.judgements)
    states: dict[str, int] = {}
    people: dict[str, int] = {}
    for one in listed:
        states[one.state] = states.get(one.state, 0) + 1
        people[one.judgement.by] = people.get(one.judgement.by, 0) + 1
    found = [
        one
        for one in reversed(listed)
        if state in ("", one.state)
        and by in ("", one.judgement.by)
        and about in ("", one.judgement.about, one.judgement.value)
    ]
    span = span_of(page, PER_PAGE, len(found))
    with bench.reader() as reader:
        rows = tell_decided(bench, reader, found[max(span.first - 1, 0) : span.last])
    return HistoryPage(
        span=span,
        rows=rows,
        states=tuple(sorted(states.items())),
        people=tuple(sorted(people.items())),
        broken=bench.judgement_log().broken,
        run_due=is_run_due(desk),
    )
