"""Review: what would change the history most if it were wrong, one after the other, keyboard first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dragoman.review import Place, Queue
from dragoman.suggestions import Suggestion
from dragoman.web.deciding.doing import Given, Sent, decide, kept
from dragoman.web.deciding.records import RecordCard, look_up
from dragoman.web.deciding.running import MOST_SETTLED
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.page import Pages, missing
from dragoman.web.pages.decide import MovedPage, RecordForm, make_form
from dragoman.web.pages.decide import moved as look_back
from dragoman.web.words import load_words
from dragoman.wording import with_article, write_date

pages = Pages(key="review")

_TURN = re.compile(r"\b([A-Z]{3})-([A-Z]{3})@([^\s,;]+),?")
_FIELD = re.compile(r"\b([a-z]+) contested(?=:)")
_CODE = re.compile(r"\b[A-Z]{3}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: the question's kind, why it is asked, and how much hangs on it. ``parts`` are (name, bits)."""

    id: str
    kind: str
    about: str
    other: str
    why: str
    uncertainty: float
    weight: float
    contested: bool
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """One question of the queue, the ``position``-th of ``total``; ``asked`` is None when none is left.

    ``cards`` are the record, or the two of a pair; ``form`` is that of the first. ``last`` is what was just decided.
    """

    a: str
    b: str
    asked: Asked | None
    position: int
    total: int
    previous: str
    next: str
    cards: tuple[RecordCard, ...]
    form: RecordForm | None
    last: MovedPage | None
    was_undone: bool
    fault: str
    meanwhile: bool


@pages.page("/review", template="review.html.j2")
def review(desk: AtDesk, given: Given, a: str = "", b: str = "", at: str = "") -> ReviewPage:
    """What is to be judged, what would change the history most first; between two states, or of all."""
    bench = desk.bench()
    queue = Queue(_suggestions(desk, a, b), _place(desk, at))
    ids = [one.id for one in queue.items]
    current = _asked_still(queue, at) if at else queue.current
    here = ids.index(current.id) if current is not None else len(ids)
    cards: tuple[RecordCard, ...] = ()
    form = None
    with bench.reader() as reader:
        if current is not None:
            told = [look_up(bench, reader, one) for one in (current.about, current.other) if one]
            cards = tuple(one for one in told if one is not None)
            form = make_form(bench, reader, cards[0], given) if cards else None
    made = given.get("made", "") or given.get("undone", "")
    return ReviewPage(
        a=a,
        b=b,
        asked=_asked(current, bench.name) if current is not None and cards else None,
        position=here + 1,
        total=len(ids),
        previous=ids[here - 1] if here > 0 else "",
        next=ids[here + 1] if here + 1 < len(ids) else "",
        cards=cards,
        form=form,
        last=look_back(desk, made) if made else None,
        was_undone=bool(given.get("undone")),
        fault=given.get("fault", ""),
        meanwhile=bool(given.get("meanwhile")),
    )


def _suggestions(desk: Desk, a: str, b: str) -> tuple[Suggestion, ...]:
    between = (a, b) if a and b else None
    bench = desk.bench()
    with bench.reader() as reader:
        large = reader.counts()["accounts"] > MOST_SETTLED
        last = tuple((one.id, one.finished) for one in reader.runs() if one.finished or not large)[-1:]
    # The questions are those of the last run: in a large project it would take long to ask them anew each time.
    kept = desk.same(("suggestions", between, last), lambda: bench.suggestions(between=between))
    rulings = bench.rulings()
    decided = rulings.accepted | rulings.rejected | {about for about, _, _ in rulings.corrections}
    paired = {member for pair in rulings.same | rulings.different for member in pair}

    def is_open(one: Suggestion) -> bool:
        if not one.other:
            return one.about not in decided
        pair = (min(one.about, one.other), max(one.about, one.other))
        return one.about not in paired if one.kind == "name" else pair not in rulings.same | rulings.different

    return tuple(one for one in kept if is_open(one))


def _place(desk: Desk, at: str) -> Place:
    place = desk.bench().review_place()
    return Place(at=at, skipped=place.skipped) if at else place


def _asked_still(queue: Queue, at: str) -> Suggestion | None:
    """The question of an id; the one that is first now when somebody has answered it meanwhile."""
    return next((one for one in queue.items if one.id == at), queue.current)


def _asked(one: Suggestion, name: Callable[[str], str]) -> Asked:
    return Asked(
        id=one.id,
        kind=one.kind,
        about=one.about,
        other=one.other,
        why=in_words(one.why, name),
        uncertainty=round(one.uncertainty, 3),
        weight=round(one.weight, 3),
        contested=one.is_contested,
        parts=one.parts,
    )


def in_words(why: str, name: Callable[[str], str]) -> str:
    """Why something is asked, for a reader: states by their names, fields and turning points in words."""
    words: Any = load_words().review

    def turn(found: re.Match[str]) -> str:
        a, b = (with_article(name(code)) for code in found.group(1, 2))
        return str(words.turn).format(a=a, b=b, span=write_date(found[3]))

    def state(found: re.Match[str]) -> str:
        return with_article(name(found[0]))

    fields = dict(words.field)

    def field(found: re.Match[str]) -> str:
        known = fields.get(found[1])
        return str(words.is_contested).format(field=known) if known else found[0]

    return _CODE.sub(state, _FIELD.sub(field, _TURN.sub(turn, why)))


@pages.change("/review/decide")
def answer(desk: AtDesk, sent: Sent) -> str:
    """Writes down an answer and goes to the next question; where it stopped is kept for another day."""
    queue = _queue(desk, sent)
    current = queue.current
    if current is None:
        raise missing("nothing is left to review")
    found = decide(desk, sent.get("about", current.about), sent)
    where = {name: sent.get(name, "") for name in ("a", "b")}
    if not found.made:
        why = {"meanwhile": "1"} if found.meanwhile else {"fault": found.fault}
        return f"/review?{kept(sent, at=current.id, **where, **why)}"
    queue.decide(found.made)
    desk.bench().keep_review_place(queue.place)
    return _to(where, queue, made=",".join(one.id for one in found.made))


@pages.change("/review/skip")
def skip(desk: AtDesk, sent: Sent) -> str:
    """Puts a question off: another time it comes last."""
    queue = _queue(desk, sent)
    queue.skip()
    desk.bench().keep_review_place(queue.place)
    return _to({name: sent.get(name, "") for name in ("a", "b")}, queue)


def _queue(desk: Desk, sent: dict[str, str]) -> Queue:
    suggestions = _suggestions(desk, sent.get("a", ""), sent.get("b", ""))
    return Queue(suggestions, _place(desk, sent.get("at", "")))


def _to(where: dict[str, str], queue: Queue, **more: str) -> str:
    told = {**where, "at": queue.place.at, **more}
    query = urlencode({name: value for name, value in told.items() if value})
    return f"/review?{query}" if query else "/review"
