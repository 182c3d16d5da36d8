"""Where accounts of one event cannot all be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from dragoman.accounts.profile import codes, is_firm, landmark, status_class
from dragoman.model import Account, Conflict, Event, Position
from dragoman.vocab import edtf
from dragoman.vocab.scheme import load_scheme

Differ = Callable[[str, str], bool]


def find_conflicts(
    event: Event, accounts: Sequence[Account], standpoints: Mapping[str, str | None]
) -> tuple[Conflict, ...]:
    """The fields on which accounts of ``event`` contradict one another, with who says what.

    Only what cannot be true together counts: "1961" and "1961-12-03" agree, so do an act told as one side's and as
    both sides', and types of one family; a date carried over from before contradicts nothing. Fields: date, initiator,
    type, place, status, magnitude. ``accounts`` may hold more than the event's own. Positions come with the best-backed
    first: by the number of standpoints (``standpoints`` gives a document's), then of accounts. Nobody's record and an
    unknown standpoint count as one.
    """
    own = set(event.account_ids)
    members = sorted((account for account in accounts if account.id in own), key=lambda account: account.id)
    if len(members) < 2:
        return ()
    sides = {account.id: standpoints.get(account.document_id) or "" for account in members}
    return tuple(
        Conflict(event_id=event.id, field=field, positions=_positions(values, sides))
        for field, values in _disputes(members)
    )


def _disputes(members: Sequence[Account]) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    claims = [account for account in members if status_class(account.status) != "denied"]
    readings: tuple[tuple[str, Mapping[str, list[str]], Differ], ...] = (
        ("date", _told(claims, lambda account: account.date or "" if is_firm(account) else ""), _dates_differ),
        ("initiator", _told(claims, _initiator), _sides_differ),
        ("type", _told(claims, _kind), _kinds_differ),
        ("place", _told(claims, lambda account: account.place), lambda one, other: one.casefold() != other.casefold()),
        ("status", _statuses(members), _statuses_differ),
        *_magnitudes(claims),
    )
    for field, values, differ in readings:
        disputed = _disputed(values, differ)
        if disputed:
            yield field, disputed


def _told(accounts: Sequence[Account], read: Callable[[Account], str]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        value = read(account)
        if value:
            told[value].append(account.id)
    return told


def _disputed(values: Mapping[str, list[str]], differ: Differ) -> dict[str, list[str]]:
    """The values that contradict at least one other."""
    return {
        value: ids
        for value, ids in sorted(values.items())
        if any(differ(value, other) for other in values if other != value)
    }


def _positions(values: Mapping[str, list[str]], sides: Mapping[str, str]) -> tuple[Position, ...]:
    ranked = sorted(values.items(), key=lambda one: (-len({sides[member] for member in one[1]}), -len(one[1]), one[0]))
    return tuple(Position(value=value, account_ids=tuple(sorted(ids))) for value, ids in ranked)


def _dates_differ(one: str, other: str) -> bool:
    return not edtf.overlaps(one, other)


def _initiator(account: Account) -> str:
    """Who did it; "" for a reciprocal act, in which no side is named as the one that began."""
    return " ".join(sorted(codes(account.actors))) if account.recipients else ""


def _sides_differ(one: str, other: str) -> bool:
    return not set(one.split()) & set(other.split())


def _kind(account: Account) -> str:
    return landmark(account) or account.event_type


def _kinds_differ(one: str, other: str) -> bool:
    """Whether two types are of different families: criticism and refusal can be said of one act, aid and threat not."""
    families = {kind: kind for kind in ("severance", "opening")}
    family = load_scheme().family
    return (families.get(one) or family(one)) != (families.get(other) or family(other))


def _statuses(members: Sequence[Account]) -> dict[str, list[str]]:
    """The statuses of those claims and denials that are about the same doers.

    "Moscow broke off relations" and "Albania did not break off relations" contradict one another on who did it, and
    on nothing else.
    """
    denials = [account for account in members if status_class(account.status) == "denied"]
    claims = [account for account in members if status_class(account.status) != "denied"]
    at_odds = [
        account
        for group, others in ((denials, claims), (claims, denials))
        for account in group
        if any(_same_doers(account, other) for other in others)
    ]
    return _told(at_odds, lambda account: account.status)


def _same_doers(one: Account, other: Account) -> bool:
    here, there = _initiator(one), _initiator(other)
    return not here or not there or not _sides_differ(here, there)


def _statuses_differ(one: str, other: str) -> bool:
    return (status_class(one) == "denied") != (status_class(other) == "denied")


def _magnitudes(accounts: Sequence[Account]) -> tuple[tuple[str, dict[str, list[str]], Differ], ...]:
    """One reading for each unit that is counted: "12 submarines" contradicts "8 submarines"."""
    units: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for account in accounts:
        counted: dict[str, set[float]] = defaultdict(set)
        for magnitude in account.magnitudes:
            if magnitude.unit:
                counted[magnitude.unit.casefold()].add(magnitude.value)
        for unit, numbers in counted.items():
            if len(numbers) == 1:
                units[unit][f"{min(numbers):g} {unit}"].append(account.id)
    return tuple(("magnitude", told, lambda one, other: one != other) for _, told in sorted(units.items()))
