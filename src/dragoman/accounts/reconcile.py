"""Accounts of one happening joined into one event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.accounts.block import candidate_pairs
from dragoman.accounts.cluster import cluster
from dragoman.accounts.conflict import find_conflicts
from dragoman.accounts.link import link_events
from dragoman.accounts.match import match, needed
from dragoman.accounts.profile import Family, Profile, codes, day_bounds, is_firm, landmark, profiles
from dragoman.accounts.standing import count_sources
from dragoman.accounts.surroundings import Key, Surroundings, Words
from dragoman.ids import content_id
from dragoman.model import Account, Event, EventLink, MatchScore
from dragoman.model.history import Standing
from dragoman.vocab import edtf
from dragoman.vocab.scheme import load_scheme

Score = Callable[[str, str], float]
"""Gives the worth of an act on the PLOVER scale, from its event type and mode."""

_FINE = ("break-relations", "suspend-relations")
_MEETING = ("CONSULT",)
_DATE_TRUST = {"explicit": 1.0, "relative": 0.8, "anchored": 0.8, "carried": 0.6, "document": 0.4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """The events, for every pair of accounts of one event that passed the parts of its score, and the events' links."""

    events: tuple[Event, ...]
    matches: tuple[MatchScore, ...]
    links: tuple[EventLink, ...]


def reconcile(
    accounts: Iterable[Account],
    *,
    same: Set[tuple[str, str]] = frozenset(),
    different: Set[tuple[str, str]] = frozenset(),
    score: Score,
    family: Family | None = None,
) -> tuple[Event, ...]:
    """Join accounts of one happening into one event, whatever order they come in.

    ``same`` and ``different`` are pairs of account ids that a person judged; pairs with an unknown id are passed over.
    What happened, what was only intended (planned, promised, offered), and each other status make events of their own;
    a denial joins the event that it denies. An event's score is that of its type and mode times the weight of its
    status (``vocab/data/plover.toml``). Events are sorted by date, then id; undated ones come last.
    """
    return group(accounts, same=same, different=different, score=score, family=family).events


def group(
    accounts: Iterable[Account],
    *,
    same: Set[tuple[str, str]] = frozenset(),
    different: Set[tuple[str, str]] = frozenset(),
    score: Score,
    family: Family | None = None,
    words: Words | None = None,
    only: Set[Key] | None = None,
) -> Grouping:
    """The same as ``reconcile``, with the scored matches that the events rest on, and the links between events.

    ``words`` and ``only`` are as for ``surroundings.Surroundings``.
    """
    unique = {account.id: account for account in accounts}
    known = profiles(list(unique.values()), family or _plover_family())
    surroundings = Surroundings(known, words=words, only=only)
    matches: list[MatchScore] = []
    for one, other, block in candidate_pairs(surroundings):
        found = match(one, other, block)
        if found.total >= needed(one, other):
            matches.append(found)
    by_id = {one.id: one for one in known}
    groups = cluster(known, matches, surroundings, same=same, different=different)
    made = [[by_id[member] for member in members] for members in groups]
    events = [form(members, score) for members in made]
    classes = {event.id: _status_class(members) for event, members in zip(events, made, strict=True)}
    together = {member: members for members in groups for member in members}
    return Grouping(
        events=tuple(sorted(events, key=_when)),
        matches=tuple(
            sorted(
                (found for found in matches if together[found.one] is together[found.other]),
                key=lambda found: (found.one, found.other),
            )
        ),
        links=tuple(link_events(events, surroundings, classes)),
    )


def _status_class(members: Sequence[Profile]) -> str:
    """The class of status that an event is of: that of its claims where it has any."""
    return _most(member.status for member in members if member.status != "denied") or "denied"


def _plover_family() -> Family:
    return lru_cache(maxsize=64)(load_scheme().family)


def _when(event: Event) -> tuple[int, int, str]:
    first, last = day_bounds(event.date)
    return (1 << 30, 0, event.id) if event.date is None else (first, last, event.id)


def form(members: Sequence[Profile], score: Score) -> Event:
    """The event that accounts of one happening tell of together; who did it to whom, those say that tell its type."""
    accounts = [member.account for member in members]
    claims = [member.account for member in _tellers(members)]
    event_type, mode = _kind(claims)
    actors, recipients = _sides([one for one in claims if one.event_type == event_type])
    status = _status(_tellers(members))
    draft = Event(
        id=content_id("evt", sorted(account.id for account in accounts)),
        account_ids=tuple(sorted(account.id for account in accounts)),
        event_type=event_type,
        mode=mode,
        actors=actors,
        recipients=recipients,
        date=agreed_date(claims) or agreed_date(accounts),
        place=_most(account.place for account in claims if account.place),
        score=(score(event_type, mode) * load_scheme().weight(status)) or 0.0,
        status=status,
        standing="uncontested",
    )
    return _with_standing(draft, members)


def _tellers(members: Sequence[Profile]) -> Sequence[Profile]:
    """The accounts that say what the act was: claims before denials; of a visit cut short, the cutting short."""
    claims = [one for one in members if one.status != "denied"] or members
    return [one for one in claims if one.cut and one.account.event_type not in _MEETING] or claims


def _with_standing(event: Event, members: Sequence[Profile]) -> Event:
    """The event with its standing; where the sides differ on who did it, a denial is part of that quarrel."""
    standing: Standing
    accounts = [member.account for member in members]
    disputed = {conflict.field for conflict in find_conflicts(event, accounts, {})}
    if "status" in disputed and "initiator" not in disputed:
        standing = "denied"
    elif disputed:
        standing = "contested"
    elif count_sources(accounts) < 2:
        standing = "single-source"
    else:
        standing = "uncontested"
    return replace(event, standing=standing)


def agreed_date(accounts: Sequence[Account]) -> str | None:
    """The most precise date that most accounts agree on; where as many say one thing as another, the span of both.

    A date agrees with those that it overlaps: "1961", "1961-12-03" and "1961" agree on 1961-12-03. A date that was
    read in the sentence itself weighs more than one carried over from before, which is left out where it contradicts.
    """
    firm = {account.date for account in accounts if account.date and is_firm(account)}
    dates: dict[str, float] = defaultdict(float)
    for account in accounts:
        if account.date and (not firm or any(edtf.overlaps(account.date, one) for one in firm)):
            dates[account.date] += _DATE_TRUST.get(account.date_how, 0.8)
    if not dates:
        return None
    backing = {
        value: round(sum(weight for other, weight in sorted(dates.items()) if edtf.overlaps(value, other)), 6)
        for value in sorted(dates)
    }
    most = max(backing.values())
    width = {value: day_bounds(value)[1] - day_bounds(value)[0] for value in backing}
    best = sorted((value for value in backing if backing[value] == most), key=lambda value: (width[value], value))
    rivals = [value for value in best if width[value] == width[best[0]] and not edtf.overlaps(value, best[0])]
    chosen = best[0]
    for rival in rivals:
        chosen = edtf.interval(chosen, rival)
    return chosen


def _kind(accounts: Sequence[Account]) -> tuple[str, str]:
    """The type and mode that most accounts give, weighted by confidence; a named mode goes before none."""
    types: dict[str, float] = defaultdict(float)
    modes: dict[tuple[str, str], float] = defaultdict(float)
    for account in sorted(accounts, key=lambda account: account.id):
        mode = account.mode if landmark(account) != "severance" or account.mode in _FINE else "break-relations"
        types[account.event_type] += account.confidence
        if mode:
            modes[account.event_type, mode] += account.confidence
    event_type = min(types, key=lambda name: (-round(types[name], 6), name))
    named = [kind for kind in modes if kind[0] == event_type]
    return (event_type, min(named, key=lambda kind: (-round(modes[kind], 6), kind))[1]) if named else (event_type, "")


EVEN = 0.8
"""Share of the weight of the weightier telling from which on the opposite telling makes the initiator open."""


PART = 0.4
"""Share of the weight of all tellings that must name a state for it to have taken part, where only one does."""


def _sides(accounts: Sequence[Account]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who did it to whom, as the accounts weigh by their confidence; where that is open, or no doer is told, all act.

    Accounts whose words name no doer ("after the breaking of relations") say nothing of who it was while others do.
    Of an act of several states together each telling may name some: those that two tellings name took part, or that
    are in ``PART`` of the weight of all.
    """
    named = [account for account in accounts if account.actors and all(party.text for party in account.actors)]
    told: defaultdict[tuple[tuple[str, ...], tuple[str, ...]], float] = defaultdict(float)
    for account in named or accounts:
        actors, recipients = sorted(codes(account.actors)), sorted(codes(account.recipients))
        told[(tuple(actors), tuple(recipients)) if actors else (tuple(recipients), ())] += account.confidence
    joint = [sides for sides in told if not sides[1]]
    if any(len(sides[0]) > 2 for sides in joint):
        return _participants(named or accounts), ()
    directed = {sides: weight for sides, weight in told.items() if sides[1]} or dict(told)
    ranked = sorted(directed.items(), key=lambda one: (-round(one[1], 6), -len(one[0][0]) - len(one[0][1]), one[0]))
    best, weight = ranked[0]
    if any(other[0] == best[1] and other_weight >= EVEN * weight for other, other_weight in ranked[1:]):
        return tuple(sorted({*best[0], *best[1]})), ()
    return best


def _participants(accounts: Sequence[Account]) -> tuple[str, ...]:
    """The states that took part in an act of several, each telling of which may name some."""
    named = [codes((*account.actors, *account.recipients)) for account in accounts]
    total = sum(account.confidence for account in accounts)
    found = []
    for state in sorted(frozenset().union(*named)):
        weights = [account.confidence for account, states in zip(accounts, named, strict=True) if state in states]
        if len(weights) > 1 or round(sum(weights), 6) >= PART * total:
            found.append(state)
    return tuple(found)


def _most(values: Iterable[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""


def _status(members: Sequence[Profile]) -> str:
    """The status of what the event claims."""
    return _most("asserted" if member.status == "asserted" else member.account.status for member in members)
