"""What joins accounts to events and events to one another, in words and as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dragoman.model import Event, EventLink, MatchScore, Regrouping
from dragoman.plain import plain_link, plain_match

TOLD: Mapping[str, tuple[str, str]] = {
    "carried-out": ("carried out", "carries out"),
    "ended": ("ended by", "ends"),
    "called-off": ("called off by", "calls off"),
    "not-done": ("came to nothing", "is what came of"),
}
"""A link in words: said of the earlier event, and of the later."""

REGROUPED = {"joined": "are now one event", "parted": "are now several", "mixed": "are now grouped otherwise"}


class Joinings:
    """The matches and links of a set of events."""

    def __init__(self, events: Iterable[Event], matches: Iterable[MatchScore], links: Iterable[EventLink]) -> None:
        home = {account_id: event.id for event in events for account_id in event.account_ids}
        self._matches: dict[str, list[MatchScore]] = {}
        self._links: dict[str, list[EventLink]] = {}
        for match in matches:
            if match.one in home:
                self._matches.setdefault(home[match.one], []).append(match)
        for link in links:
            for event_id in (link.earlier, link.later):
                self._links.setdefault(event_id, []).append(link)

    def event_row(self, event_id: str) -> dict[str, Any]:
        """What ``dragoman events --json`` adds to an event: ``matches`` and ``links``, scores with all parts."""
        return {
            "matches": [plain_match(match) for match in self._matches.get(event_id, ())],
            "links": [plain_link(link, event_id) for link in self._links.get(event_id, ())],
        }

    def tell(self, event_id: str) -> list[tuple[str, str]]:
        """The links of an event in words, each with the other event's id."""
        return [
            (TOLD[link.kind][event_id == link.later], link.earlier if event_id == link.later else link.later)
            for link in self._links.get(event_id, ())
        ]

    def facts(self, event_id: str) -> list[tuple[str, str]]:
        """What ``dragoman why`` tells of an event: why its accounts stand together, and its links; each name once."""
        told: dict[str, list[str]] = {}
        for match in self._matches.get(event_id, ()):
            told.setdefault("joined", []).append(tell_match(match))
        for link, other in self.tell(event_id):
            told.setdefault(link, []).append(other)
        return [(name, "; ".join(values)) for name, values in told.items()]


def tell_match(match: MatchScore) -> str:
    """A match in words: the accounts, the score in bits, and each part that counts."""
    parts = ", ".join(f"{name} {weight:+.1f}" for name, weight in match.parts if weight)
    return f"{match.one} and {match.other}: {match.total:.1f} ({parts})"


def tell_regrouping(change: Regrouping, count: Callable[[int, str], str]) -> str:
    """A change of an earlier grouping in words, with the accounts of each group before and after."""
    was, now = (_groups(side) for side in (change.before, change.after))
    return f"the accounts of {count(len(change.before), 'earlier event')} {REGROUPED[change.kind]}: {was} → {now}"


def _groups(groups: Sequence[Sequence[str]]) -> str:
    return "; ".join(", ".join(group) for group in groups)
