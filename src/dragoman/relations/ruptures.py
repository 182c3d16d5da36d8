"""Ruptures: the turning points of a relation, breaks and thaws, with their window, strength and events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dragoman.model import Dyad, Event, Rupture
from dragoman.relations.formal_acts import CLOSING, chance_of, closes, is_first_told
from dragoman.relations.series import Z80
from dragoman.relations.spans import span_text
from dragoman.relations.turns import SURE, Course, Turn, follow
from dragoman.relations.weights import LIKELY
from dragoman.vocab.scheme import Scheme

DECISIVE = frozenset(
    {
        "break-relations",
        "suspend-relations",
        "war-declared",
        "invasion",
        "establish-relations",
        "resume-relations",
    }
)
"""Those of them that are a turn by themselves, whatever the acts around them: no other evidence is needed."""

LEAST = 2.0
"""Scale points: a smaller change of level is no turning point."""

REACH = 1827
"""Days: a formal act completes a turn that began at most five years before."""

EARLY = 0.1
"""An act before the first event of the new level completes the turn if the level may have changed by then: with this
probability. A window of 99 % may reach back over decades of silence."""

CHAIN = 1096
"""Days: changes of level the same way, each at most three years before the act, are one turn in steps."""

QUANTILES = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)
"""By which days the change has come with these probabilities is told of every turn that has a posterior."""

SAME_ACT = 400
"""Days within which two formal breaches are taken for one breach told twice."""


def find_ruptures(dyad: Dyad, events: Iterable[Event], *, scheme: Scheme | None = None) -> tuple[Rupture, ...]:
    """The breaks and thaws of a dyad, in order.

    A rupture is a change of level of at least 2 points whose 80 % interval does not reach 0 and whose posterior
    probability is at least 0.85. Its window holds the day of the change with 99 % probability, from the dates of the
    events as they are told. Where a formal act (a breach of relations, war; recognition, resumption...) follows within
    five years, it runs from the first event of the new level to that act; the level may have given way before that
    event, as the posterior of the day then says. A formal act that stands alone is a rupture too, if it is a breach,
    a war or a resumption and likelier than not, or another that moves the level and is as sure as a change of level
    must be (``formal_acts.chance_of``): its window begins with the run of like acts in the three years before that
    leads to it; its day has no posterior.
    Every rupture names the events that carry it; without dated events there is none.
    """
    return ruptures_of(follow(dyad, events, scheme=scheme))


def ruptures_of(course: Course) -> tuple[Rupture, ...]:
    """The ruptures of a course."""
    turns = _strong(course)
    found: list[tuple[int, Rupture]] = []
    closed: dict[int, int] = {}
    for act in _closing_acts(course):
        turn = _turn_closed_by(course, turns, act)
        if turn is None:
            alone = _alone(course, act)
            if _is_turn(course, act, alone):
                found.append((act, alone))
        elif turn.cut not in closed:
            found.append((act, _closed(course, turn, act)))
            closed.update({one.cut: act for one in turns if turn.start < one.cut < turn.end})
        elif not _same(course, closed[turn.cut], act) and _is_decisive(course, act):
            # The turn is taken by an earlier act, but relations were undone in between: this is another one.
            found.append((act, _alone(course, act)))
    found += [(turn.cut, _open(course, turn)) for turn in turns if turn.cut not in closed]
    return tuple(rupture for _, rupture in sorted(found, key=lambda one: (one[0], one[1].window)))


def formal_cuts(course: Course) -> tuple[int, ...]:
    """Where the run of acts begins that leads to a formal act which is a turn by itself and stands alone.

    Indices of events; such a run and what follows it are no longer the relation of before, whatever the level.
    """
    turns = _strong(course)
    lone = [
        act
        for act in _closing_acts(course)
        if _turn_closed_by(course, turns, act) is None and _is_decisive(course, act)
    ]
    return tuple(sorted({_run_up(course, act, 1.0 if course.scores[act] > 0 else -1.0) for act in lone}))


def _is_decisive(course: Course, act: int) -> bool:
    """Whether a formal act is a turn by itself, and likelier than not took place and turned the relation."""
    return course.events[act].mode in DECISIVE and chance_of(course, act) >= LIKELY


def _is_turn(course: Course, act: int, alone: Rupture) -> bool:
    """Whether a formal act without a change of level is a turn.

    One that is no turn by itself must be as sure as a change of level has to be, where a level is told before it.
    """
    if course.events[act].mode in DECISIVE:
        return _is_decisive(course, act)
    least = LIKELY if is_first_told(course, act) else SURE
    return alone.strength >= LEAST and alone.low > 0 and chance_of(course, act) >= least


def _strong(course: Course) -> list[Turn]:
    return [turn for turn in course.turns if abs(turn.change) >= LEAST and abs(turn.change) > Z80 * turn.error]


def _closing_acts(course: Course) -> list[int]:
    """Indices of the formal acts that complete a turn; of several tellings of one act the most precise.

    An act that is likelier misread than not completes nothing.
    """
    acts: list[int] = []
    for direction in ("break", "thaw"):
        kept: list[int] = []
        for place in range(len(course.events)):
            if not closes(course, place, direction) or course.sure[place] < LIKELY:
                continue
            if kept and course.days[place][0] - course.days[kept[-1]][1] <= SAME_ACT and _same(course, kept[-1], place):
                kept[-1] = min(kept[-1], place, key=lambda one: _rank(course, one))
            else:
                kept.append(place)
        acts += kept
    return sorted(acts)


def _rank(course: Course, act: int) -> tuple[bool, int, int]:
    """Of like acts close together the one that counts comes first: a turn by itself, the more precise, the last."""
    return course.events[act].mode not in DECISIVE, _width(course, act), -act


def _same(course: Course, one: int, other: int) -> bool:
    """Whether nothing of the opposite sign that completes a turn lies between two acts."""
    opposite = CLOSING["thaw" if course.scores[one] < 0 else "break"]
    return not any(event.mode in opposite for event in course.events[one:other])


def _turn_closed_by(course: Course, turns: Sequence[Turn], act: int) -> Turn | None:
    """The last turn of the act's direction that began before the act, or with it, and not too long before."""
    direction = "break" if course.scores[act] < 0 else "thaw"
    chain: list[Turn] = []
    for turn in reversed(turns):
        if turn.window[0] > course.days[act][1] or (act < turn.cut and course.days[act][1] < turn.date.quantile(EARLY)):
            continue
        reach = CHAIN if chain else REACH
        if turn.direction != direction or course.days[act][0] - course.days[turn.cut][0] > reach:
            break
        chain.append(turn)
    return _joined(course, chain) if chain else None


def _joined(course: Course, chain: Sequence[Turn]) -> Turn:
    """One turn for several the same way, dated as the greatest of them; the last comes first in ``chain``."""
    last, first = chain[0], chain[-1]
    before, error_before = course.level(first.start, first.cut)
    after, error_after = course.level(last.cut, last.end)
    return replace(
        max(chain, key=lambda turn: abs(turn.change)),
        start=first.start,
        cut=first.cut,
        end=last.end,
        probability=max(turn.probability for turn in chain),
        change=after - before,
        error=(error_before**2 + error_after**2) ** 0.5,
    )


def _closed(course: Course, turn: Turn, act: int) -> Rupture:
    begin = turn.cut
    if begin >= act:
        begin = next(place for place in range(act + 1) if course.days[place][1] >= turn.window[0] or place == act)
    carrying = _carrying(course, range(min(turn.cut, act), act + 1), turn.change)
    return _dated(_rupture(course, _from_to(course, begin, act), turn.change, turn.error, carrying), turn)


def _open(course: Course, turn: Turn) -> Rupture:
    window = span_text(date.fromordinal(turn.window[0]), date.fromordinal(turn.window[1]))
    last = max(turn.cut + 3, sum(span[0] <= turn.window[1] for span in course.days[: turn.end]))
    carrying = _carrying(course, range(turn.cut, min(last, turn.end)), turn.change)
    return _dated(_rupture(course, window, turn.change, turn.error, carrying), turn)


def _dated(rupture: Rupture, turn: Turn) -> Rupture:
    posterior = tuple((date.fromordinal(turn.date.quantile(share)).isoformat(), share) for share in QUANTILES)
    return replace(rupture, probability=round(turn.probability, 4), posterior=posterior)


def _alone(course: Course, act: int) -> Rupture:
    """A formal act without a change of level that could be told from the events around it: how likely it is a turn."""
    sign = 1.0 if course.scores[act] > 0 else -1.0
    begin = _run_up(course, act, sign)
    before = range(max(0, begin - 5), begin)
    load = float(course.weights[before.start : before.stop].sum())
    old = float((course.weights[before.start : before.stop] * course.scores[before.start : before.stop]).sum())
    new, error_new = course.level(begin, act + 1)
    noise = course.noise
    change = new - old / (load + 1.0)
    error = (error_new**2 + noise**2 / (load + 1.0)) ** 0.5
    if change * sign < LEAST and course.events[act].mode in DECISIVE:
        change = sign * LEAST
    window = _from_to(course, begin, act) if begin < act else _date(course, act)
    found = _rupture(course, window, change, error, _carrying(course, range(begin, act + 1), change))
    return replace(found, probability=chance_of(course, act))


def _run_up(course: Course, act: int, sign: float) -> int:
    """Where the run of events that leads to an act begins: the sum of what they weigh its way is greatest from there.

    Events of less than one point its way, and contrary ones, count against; nothing older than three years is taken in.
    """
    begin, best, total = act, 0.0, 0.0
    for place in range(act - 1, -1, -1):
        if course.days[act][0] - course.days[place][0] > CHAIN:
            break
        total += float(course.weights[place]) * (float(course.scores[place]) * sign - 1.0)
        if total > best:
            begin, best = place, total
    return begin


def _rupture(course: Course, window: str, change: float, error: float, carrying: Iterable[int]) -> Rupture:
    strength = abs(change)
    return Rupture(
        dyad=course.dyad,
        window=window,
        direction="break" if change < 0 else "thaw",
        strength=round(strength, 3),
        low=round(max(strength - Z80 * error, 0.0), 3),
        high=round(min(strength + Z80 * error, 20.0), 3),
        event_ids=tuple(course.events[place].id for place in carrying),
    )


def _carrying(course: Course, places: Iterable[int], change: float) -> list[int]:
    """The events among these that pull the way of the change; all of them, if none does alone."""
    listed = list(places)
    return [place for place in listed if course.scores[place] * change > 0] or listed


def _from_to(course: Course, begin: int, act: int) -> str:
    """The EDTF interval from one event to another, even where the first date may mean the second's day."""
    first, last = _date(course, begin), _date(course, act)
    return last if first == last else f"{first.split('/')[0]}/{last.rsplit('/', maxsplit=1)[-1]}"


def _date(course: Course, place: int) -> str:
    date = course.events[place].date
    if date is None:
        raise ValueError(f"{course.events[place].id}: a course holds dated events only")
    return date


def _width(course: Course, place: int) -> int:
    first, last = course.days[place]
    return last - first
