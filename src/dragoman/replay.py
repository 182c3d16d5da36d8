"""Judgements replayed in the order of time: which are in force, which were undone, which a later one overrules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dragoman.corrections import OF_EVENT, parse_correction
from dragoman.model import Judgement

Fields = tuple[tuple[str, str], ...]

PAIRED = ("same", "different")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """A judgement that cannot hold beside later ones (``by``): both stay in the file, the later ones count.

    ``fields`` are those of a correction that are overruled; the others of it are in force.
    """

    judgement: Judgement
    by: tuple[Judgement, ...]
    fields: tuple[str, ...] = ()

    @property
    def is_contradiction(self) -> bool:
        """Whether another person says otherwise; else somebody changed their own mind."""
        return any(one.by != self.judgement.by for one in self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What has become of a file of judgements: ``ordered`` are all, ``standing`` those in force, the earliest first.

    ``corrected`` are tuples (record id, field, value), the earliest decision first.
    """

    ordered: tuple[Judgement, ...]
    standing: tuple[Judgement, ...]
    undone: tuple[Judgement, ...]
    overruled: tuple[Overruled, ...]
    corrected: tuple[tuple[str, str, str], ...]


def replay(judgements: Sequence[Judgement]) -> Replay:
    """What is in force after all judgements.

    They are taken in the order of their time; those of one time, or of no readable time, as they stand in the file.
    So two people's files can be put one behind the other. An undone judgement counts for nothing, an undone undo for
    nothing either. Of judgements that cannot hold together the later wins: on whether a record counts, on the value
    of a field, on a pair, and on a pair that others settle together (a is b, b is c: then c is a).
    """
    ordered = in_order(judgements)
    undone = _undone(ordered)
    live = [one for place, one in enumerate(ordered) if place not in undone and one.verdict != "undo"]
    kept = _Kept()
    standing: list[Judgement] = []
    overruled: list[Overruled] = []
    for judgement in reversed(live):
        against = kept.against(judgement)
        if against is None or (against.fields and len(against.fields) < len(_fields(judgement))):
            standing.append(judgement)
        if against is not None:
            overruled.append(against)
    return Replay(
        ordered=ordered,
        standing=tuple(reversed(standing)),
        undone=tuple(one for place, one in enumerate(ordered) if place in undone),
        overruled=tuple(reversed(overruled)),
        corrected=tuple(reversed(kept.corrections)),
    )


def in_order(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements by time; an undo never comes before what it undoes, whatever the two clocks said."""
    times: dict[str, datetime] = {}
    keys: list[tuple[datetime, int]] = []
    last = datetime.min.replace(tzinfo=UTC)
    own = []
    for judgement in judgements:
        last = _instant(judgement.at) or last
        own.append(last)
        times.setdefault(judgement.id, last)
    for place, (judgement, when) in enumerate(zip(judgements, own, strict=True)):
        target = times.get(judgement.about) if judgement.verdict == "undo" else None
        keys.append((max(when, target) if target else when, place))
    return tuple(judgements[place] for _, place in sorted(keys))


def _instant(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _undone(ordered: Sequence[Judgement]) -> frozenset[int]:
    """The places of the judgements that an undo in force takes back: those of its id before it, else those after."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, judgement in enumerate(ordered):
        places[judgement.id].append(place)
    undone: set[int] = set()
    for place in range(len(ordered) - 1, -1, -1):
        if ordered[place].verdict != "undo" or place in undone:
            continue
        meant = places.get(ordered[place].about, [])
        undone.update([one for one in meant if one < place] or meant)
    return frozenset(undone)


def _fields(judgement: Judgement) -> Fields:
    return parse_correction(judgement.about, judgement.value) if judgement.verdict == "correct" else ()


@dataclass(slots=True)
class _Kept:
    """What is in force so far; judgements come in from the latest back, so that whatever is here wins."""

    verdicts: dict[str, Judgement] = field(default_factory=dict)
    """The latest accept or reject of each record."""
    fields: dict[tuple[str, str], tuple[str, Judgement]] = field(default_factory=dict)
    readings: dict[str, Judgement] = field(default_factory=dict)
    """The latest correction of what each record itself says, its event's fields aside."""
    corrections: list[tuple[str, str, str]] = field(default_factory=list)
    ties: dict[str, list[tuple[str, Judgement]]] = field(default_factory=lambda: defaultdict(list))
    apart: dict[str, list[tuple[str, Judgement]]] = field(default_factory=lambda: defaultdict(list))

    def against(self, judgement: Judgement) -> Overruled | None:
        """Takes a judgement in, or says by which later ones it is overruled."""
        match judgement.verdict:
            case "accept" | "reject":
                winner = self._verdict(judgement)
                return Overruled(judgement=judgement, by=(winner,)) if winner else None
            case "correct":
                return self._correction(judgement)
            case "same" | "different":
                winners = self._pair(judgement)
                return Overruled(judgement=judgement, by=winners) if winners else None
        return None

    def _verdict(self, judgement: Judgement) -> Judgement | None:
        later = self.verdicts.get(judgement.about)
        if later is not None and later.verdict != judgement.verdict:
            return later
        if judgement.verdict == "reject" and judgement.about in self.readings:
            return self.readings[judgement.about]
        self.verdicts.setdefault(judgement.about, judgement)
        return None

    def _correction(self, judgement: Judgement) -> Overruled | None:
        rejection = self.verdicts.get(judgement.about)
        if rejection is not None and rejection.verdict == "accept":
            rejection = None
        lost: dict[str, Judgement] = {}
        for name, value in reversed(_fields(judgement)):
            later = self.fields.get((judgement.about, name))
            if rejection is not None and not name.startswith(OF_EVENT):
                lost[name] = rejection
            elif later is not None and later[0] != value and later[1] is not judgement:
                lost[name] = later[1]
            elif later is None:
                self.fields[judgement.about, name] = (value, judgement)
                self.corrections.append((judgement.about, name, value))
                if not name.startswith(OF_EVENT):
                    self.readings.setdefault(judgement.about, judgement)
        if not lost:
            return None
        by = tuple({one.id: one for one in lost.values()}.values())
        return Overruled(judgement=judgement, by=by, fields=tuple(sorted(lost)))

    def _pair(self, judgement: Judgement) -> tuple[Judgement, ...]:
        one, other = judgement.about, judgement.value
        if judgement.verdict == "different":
            path = self._path(one, other)
            if path:
                return path
            self.apart[one].append((other, judgement))
            self.apart[other].append((one, judgement))
            return ()
        here, there = self._reach(one), self._reach(other)
        for member in here:
            for far, parted in self.apart.get(member, ()):
                if far in there:
                    return (parted,)
        self.ties[one].append((other, judgement))
        self.ties[other].append((one, judgement))
        return ()

    def _walk(self, start: str) -> Iterator[tuple[str, tuple[str, Judgement] | None]]:
        """All that later judgements join to a record, nearest first, each with where it was reached from and why."""
        seen = {start}
        queue: list[tuple[str, tuple[str, Judgement] | None]] = [(start, None)]
        for member, origin in queue:
            yield member, origin
            for neighbour, why in self.ties.get(member, ()):
                if neighbour not in seen:
                    seen.add(neighbour)
                    queue.append((neighbour, (member, why)))

    def _reach(self, start: str) -> dict[str, tuple[str, Judgement] | None]:
        return dict(self._walk(start))

    def _path(self, start: str, goal: str) -> tuple[Judgement, ...]:
        """The judgements that make two records one; none when they do not."""
        origins = self._reach(start)
        path: list[Judgement] = []
        origin = origins.get(goal)
        while origin is not None:
            path.append(origin[1])
            origin = origins.get(origin[0])
        return tuple(reversed(path))
