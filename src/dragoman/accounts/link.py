"""Which events are stages of one undertaking: announced, made, cut short, called off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dragoman.accounts.block import candidate_pairs
from dragoman.accounts.match import IMPOSSIBLE, MEETING_FAMILIES, agreement, match
from dragoman.accounts.profile import UNKNOWN, Profile
from dragoman.accounts.surroundings import Block, Surroundings
from dragoman.model import Account, Event, EventLink, MatchScore
from dragoman.model.history import LinkKind
from dragoman.vocab import edtf

ENOUGH, ENOUGH_ELSE = 4.0, 5.5
"""What the best pair of accounts of two events must reach for the events to be linked: for visits and meetings, which
are announced and ended as a rule, and for other acts, whose words must tell."""

MARGIN = 1.0
"""How much better than the next best a link must be, unless the rivals are of one time."""

AHEAD = 366
"""Days for which a thing is announced ahead, at most."""

LASTING = 120
"""Days that a visit or talks go on, at most."""

CLOSE = 1000
"""Characters of one document within which two accounts speak of one matter."""

INTENDED = ("intended", "threatened", "demanded")
KINDS: Mapping[tuple[str, str], LinkKind] = {
    **{(status, "asserted"): "carried-out" for status in INTENDED},
    **{(status, "ended"): "called-off" for status in INTENDED},
    ("intended", "denied"): "not-done",
    ("asserted", "ended"): "ended",
}
"""What a later event is to an earlier one, by the classes of their statuses."""

STAGE_PARTS = ("actors", "persons", "direction", "words", "place")
"""The parts of a match that count for stages too: a stage is of another status and time, and often of another type."""


class _Found(NamedTuple):
    score: float
    earlier: str
    later: str
    kind: LinkKind
    match: MatchScore


def link_events(events: Sequence[Event], surroundings: Surroundings, classes: Mapping[str, str]) -> list[EventLink]:
    """The links between events, sorted.

    ``classes`` gives each event's class of status. A plan is linked to what came of it, an end to what it ended: each
    to one event only, the best, and to none where two of different times fit about equally well. An end that is linked
    to what was made is not linked to the plan for it as well.
    """
    home = {account_id: event.id for event in events for account_id in event.account_ids}
    best: dict[tuple[str, str], _Found] = {}
    for one, other, block in candidate_pairs(surroundings, allowed=_may_be_stages, near=AHEAD):
        found = _compare(one, other, block, home, classes)
        if found is None:
            continue
        key = (found.earlier, found.later)
        if key not in best or _order(found) < _order(best[key]):
            best[key] = found
    chosen = _choose(list(best.values()), {event.id: event for event in events})
    return [
        EventLink(earlier=one.earlier, later=one.later, kind=one.kind, match=one.match)
        for one in sorted(chosen, key=lambda one: (one.earlier, one.later))
    ]


def _may_be_stages(one: str, other: str) -> bool:
    return (one, other) in KINDS or (other, one) in KINDS


def stage_pairs(surroundings: Surroundings) -> Iterator[tuple[str, str]]:
    """The pairs of account ids that can speak for a link, whatever events the accounts are joined to."""
    for one, other, block in candidate_pairs(surroundings, allowed=_may_be_stages, near=AHEAD):
        if _stages(one, other, block) is not None:
            yield one.id, other.id


def _compare(
    one: Profile, other: Profile, block: Block, home: Mapping[str, str], classes: Mapping[str, str]
) -> _Found | None:
    """The link that a pair of accounts speaks for; None for a denial beside a claim, or where the score is too low."""
    if classes[home[one.id]] != one.status or classes[home[other.id]] != other.status:
        return None
    staged = _stages(one, other, block)
    if staged is None:
        return None
    earlier, later, found = staged
    kind = KINDS[earlier.status, later.status]
    return _Found(found.total, home[earlier.id], home[later.id], kind, found)


def _stages(one: Profile, other: Profile, block: Block) -> tuple[Profile, Profile, MatchScore] | None:
    """The earlier and the later of two accounts of one undertaking, and what speaks for it; None where too little."""
    earlier, later = (one, other) if (one.status, other.status) in KINDS else (other, one)
    if not later.cut and not _one_kind(earlier.account, later.account):
        return None
    found = score_stages(earlier, later, block)
    if found.total < (ENOUGH if earlier.family in MEETING_FAMILIES else ENOUGH_ELSE):
        return None
    return earlier, later, found


def _one_kind(one: Account, other: Account) -> bool:
    """Whether the one can be what was intended by the other: type and mode agree, and these are not the same words."""
    if one.event_type != other.event_type or (one.mode != other.mode and one.mode and other.mode):
        return False
    if one.sentence != other.sentence or one.document_id != other.document_id:
        return True
    return one.evidence.end <= other.evidence.start or other.evidence.end <= one.evidence.start


def score_stages(earlier: Profile, later: Profile, block: Block) -> MatchScore:
    """How likely it is that two accounts tell of two stages of one undertaking, part by part."""
    compared = match(earlier, later, block)
    parts = tuple(part for part in compared.parts if part[0] in STAGE_PARTS)
    extra = (("order", _in_order(earlier, later)), ("nearness", _nearness(earlier, later)))
    return MatchScore(one=compared.one, other=compared.other, parts=(*parts, *extra))


def _in_order(earlier: Profile, later: Profile) -> float:
    """The weight of the dates: a stage follows the one before it, and soon."""
    wide, narrow = max(earlier.width, later.width), min(earlier.width, later.width)
    if wide == UNKNOWN:
        return 0.0
    if earlier.first > later.last:
        return 0.0 if earlier.first - later.last <= 3 else IMPOSSIBLE
    gap = later.first - earlier.last
    if gap <= 0:
        # Of one time, but not of one day: what two tellings of one act would have in common.
        return min(agreement(earlier, later, wide, narrow), 3.0)
    if gap <= 31:
        return 2.5
    if later.cut:
        return 0.0 if gap <= LASTING else IMPOSSIBLE
    return 1.0 if gap <= LASTING else 0.0 if gap <= AHEAD else IMPOSSIBLE


def _nearness(one: Profile, other: Profile) -> float:
    if one.account.document_id != other.account.document_id:
        return 0.0
    return 1.5 if abs(one.account.evidence.start - other.account.evidence.start) <= CLOSE else 0.0


def _order(found: _Found) -> tuple[float, str, str, str, str]:
    return (-found.score, found.earlier, found.later, found.match.one, found.match.other)


def _choose(found: Sequence[_Found], events: Mapping[str, Event]) -> list[_Found]:
    """Each end with what it ended, then each plan with what came of it."""
    ends: defaultdict[str, list[_Found]] = defaultdict(list)
    plans: defaultdict[str, list[_Found]] = defaultdict(list)
    for one in found:
        if one.kind == "ended":
            ends[one.later].append(one)
        else:
            plans[one.earlier].append(one)
    chosen = [best for end in sorted(ends) if (best := _best(ends[end], events)) is not None]
    linked = {one.later for one in chosen}
    for plan in sorted(plans):
        best = _best([one for one in plans[plan] if one.later not in linked or one.kind != "called-off"], events)
        if best is not None:
            chosen.append(best)
    return chosen


def _best(found: Sequence[_Found], events: Mapping[str, Event]) -> _Found | None:
    ranked = sorted(found, key=_order)
    if not ranked:
        return None
    first = ranked[0]
    for rival in ranked[1:]:
        if first.score - rival.score < MARGIN and not _one_time(_other(first, events), _other(rival, events)):
            return None
    return first


def _other(found: _Found, events: Mapping[str, Event]) -> Event:
    """The event that is chosen among others."""
    return events[found.earlier if found.kind == "ended" else found.later]


def _one_time(one: Event, other: Event) -> bool:
    return one.date is None or other.date is None or edtf.overlaps(one.date, other.date)
