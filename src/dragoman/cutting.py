"""What there is to leave out of a relation's history: its sources, what they cite, its sides, themes, types of act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from dragoman.accounts.reform import Reformer
from dragoman.model import Account, Event
from dragoman.model.sensitivity import LeftOutKind
from dragoman.vocab.origins import Origins, cited_work, is_named

if TYPE_CHECKING:
    # Imported where it is used: its statistics take a second to load.
    from dragoman.relations.sensitivity import Cut
    from dragoman.relations.weights import Trust

ABOUT = 0.5
"""The share of an event's accounts that must show a theme for the event to be about it."""


@dataclass(frozen=True, kw_only=True)
class Tellings:
    """The acts between two states with all who tell of them.

    ``accounts`` are by id, ``sources`` gives the source of each document, ``titles`` what a source is called, ``sides``
    the state for which each account is told; ``name`` gives a state's readable name.
    """

    events: Sequence[Event]
    accounts: Mapping[str, Account]
    sources: Mapping[str, str]
    titles: Mapping[str, str]
    sides: Mapping[str, str]
    origins: Origins
    former: Reformer
    name: Callable[[str], str] = str

    def source(self, account_id: str) -> str:
        """The id of the source that an account is read in."""
        document = self.accounts[account_id].document_id
        return self.sources.get(document, document)

    @cached_property
    def told(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the known accounts of each event, sorted."""
        return {event.id: tuple(one for one in event.account_ids if one in self.accounts) for event in self.events}

    @cached_property
    def tellers(self) -> tuple[str, ...]:
        """The ids of the sources that tell of the acts, sorted."""
        return tuple(sorted({self.source(one) for ids in self.told.values() for one in ids}))

    @cached_property
    def voices(self) -> Mapping[str, str]:
        """What stands behind each account: the work that it cites, else its source; copies are one source."""
        return {
            one: f"cited {work}" if work else f"source {self._home(self.accounts[one].document_id)}"
            for ids in self.told.values()
            for one in ids
            for work in [self._work(self.accounts[one])]
        }

    def form(self, account_ids: Iterable[str]) -> Event | None:
        """The event that some of an event's accounts tell of; None where none is left."""
        return self.former.form(account_ids)

    def weigh(self, events: Iterable[Event]) -> Mapping[str, Trust]:
        """How far each of some events can be relied on, by event id."""
        from dragoman.relations.weights import trust_in

        return trust_in(events, self.accounts, self.origins)

    def cuts(self) -> tuple[Cut, ...]:
        """Everything that can be left out; of sources that tell the same words throughout one stands for all."""
        return (*self._sources(), *self._cited(), *self._sides(), *self._themes(), *self._types())

    @cached_property
    def _origin(self) -> Mapping[str, tuple[Account, ...]]:
        """The accounts of the same event and origin, by the id of each; those of events told by several alone."""
        return {
            account.id: group
            for ids in self.told.values()
            if len(ids) > 1
            for group in self.origins.of(self.accounts[one] for one in ids)
            for account in group
        }

    def _work(self, account: Account) -> str:
        """The work that an account cites, "" where it cites none; a note's mark is its own document's."""
        return cited_work(self.origins.document(account.document_id), account.cited)

    def _home(self, document_id: str) -> str:
        document = self.origins.document(document_id)
        return self.sources.get(document, document)

    def _sources(self) -> Iterator[Cut]:
        roots: dict[str, set[str]] = defaultdict(set)
        for account in self.accounts.values():
            roots[self.source(account.id)].add(self.origins.document(account.document_id))
        found: dict[frozenset[str], list[str]] = {}
        for source in self.tellers:
            mine = {
                one
                for ids in self.told.values()
                for one in ids
                if self.source(one) == source or self.origins.document(self.accounts[one].document_id) in roots[source]
            }
            # What a source tells of its own goes with it wherever it is repeated; what it has from a work that it
            # cites stands where another gives it from that work.
            repeated = {other.id for one in mine if not self.accounts[one].cited for other in self._origin.get(one, ())}
            found.setdefault(frozenset(mine | repeated), []).append(source)
        for left, ids in found.items():
            label = " = ".join(self.titles.get(one, one) for one in ids)
            yield self._cut("source", ids[0], label, left, sources=tuple(ids))

    def _cited(self) -> Iterator[Cut]:
        works: dict[str, list[Account]] = defaultdict(list)
        for ids in self.told.values():
            for one in ids:
                work = self._work(self.accounts[one])
                if work:
                    works[work].append(self.accounts[one])
        for key in sorted(works):
            left = {other.id for one in works[key] for other in (one, *self._origin.get(one.id, ()))}
            label = " ".join(min(one.cited for one in works[key]).split()).strip("()[] ")
            if not is_named(works[key][0].cited):
                source = self.source(works[key][0].id)
                label = f"{label} in {self.titles.get(source, source)}"
            yield self._cut("cited", key, label, left)

    def _sides(self) -> Iterator[Cut]:
        told: dict[str, set[str]] = defaultdict(set)
        for ids in self.told.values():
            for one in ids:
                if self.sides.get(one):
                    told[self.sides[one]].add(one)
        for side in sorted(told):
            yield self._cut("side", side, self.name(side), told[side])

    def _themes(self) -> Iterator[Cut]:
        about: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            shown: dict[str, int] = defaultdict(int)
            for one in self.told[event.id]:
                for context in self.accounts[one].contexts:
                    shown[context] += 1
            for context, number in shown.items():
                if number >= ABOUT * len(self.told[event.id]):
                    about[context].append(event)
        for theme in sorted(about):
            yield self._whole("theme", theme, about[theme])

    def _types(self) -> Iterator[Cut]:
        of: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            of[event.event_type].append(event)
        for event_type in sorted(of):
            yield self._whole("type", event_type, of[event_type])

    def _cut(
        self, kind: LeftOutKind, key: str, label: str, left: Iterable[str], *, sources: tuple[str, ...] = ()
    ) -> Cut:
        """What becomes of the events when some accounts are left out."""
        from dragoman.relations.sensitivity import Cut

        out = frozenset(left)
        events: dict[str, Event | None] = {}
        for event in self.events:
            kept = [one for one in self.told[event.id] if one not in out]
            if len(kept) < len(self.told[event.id]):
                made = self.form(kept)
                events[event.id] = replace(made, id=event.id) if made else None
        return Cut(kind=kind, key=key, label=label, sources=sources, accounts=len(out), events=events)

    def _whole(self, kind: LeftOutKind, key: str, events: Iterable[Event]) -> Cut:
        from dragoman.relations.sensitivity import Cut

        gone = {event.id: None for event in events}
        return Cut(kind=kind, key=key, label=key, accounts=sum(len(self.told[one]) for one in gone), events=gone)
