"""What a judgement changes downstream: the same records built with it and without it, and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

from dragoman.around import Around, find_around, stand_around
from dragoman.config import Config
from dragoman.judgements import Rulings
from dragoman.model import Account, Conflict, Event, Finding, Reason
from dragoman.model.name import NamedPerson
from dragoman.naming import join_corpus, tell_documents
from dragoman.plain import plain
from dragoman.reading import read_additions
from dragoman.reconciling import count_words, join_accounts
from dragoman.relation_changes import RelationChange, Side, apart, compare_relations
from dragoman.store import Basis, Reader
from dragoman.vocab.actors import Authority


class _Record(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """Events that share accounts, before and after: one that changed, several that became one, one that was parted."""

    before: tuple[Event, ...]
    after: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that is other with a judgement than without it. Pairs hold what goes and what comes.

    ``coded`` are the documents that the next run codes again, because a name in them now means somebody else;
    ``explained`` those whose reasons and findings it makes again. What comes of that is told by the run.
    """

    events: tuple[EventChange, ...] = ()
    conflicts: tuple[tuple[Conflict, ...], tuple[Conflict, ...]] = ((), ())
    relations: tuple[RelationChange, ...] = ()
    reasons: tuple[tuple[Reason, ...], tuple[Reason, ...]] = ((), ())
    findings: tuple[tuple[Finding, ...], tuple[Finding, ...]] = ((), ())
    persons: tuple[tuple[NamedPerson, ...], tuple[NamedPerson, ...]] = ((), ())
    coded: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        pairs = (self.conflicts, self.reasons, self.findings, self.persons)
        return bool(
            self.events
            or self.relations
            or self.coded
            or self.explained
            or any(side for pair in pairs for side in pair)
        )

    def to_json(self) -> dict[str, Any]:
        """As ``dragoman judgements --diff ID --json`` prints it."""
        values = dict(plain(self))
        for name in ("conflicts", "reasons", "findings", "persons"):
            values[name] = dict(zip(("before", "after"), values[name], strict=True))
        for one, relation in zip(values["relations"], self.relations, strict=True):
            one["dyad"] = str(relation.dyad)
            for name in ("phases", "ruptures"):
                one[name] = dict(zip(("before", "after"), one[name], strict=True))
            one["levels"] = [dict(zip(("span", "before", "after"), level, strict=True)) for level in relation.levels]
        return values


def compare(
    reader: Reader,
    config: Config,
    authority: Authority,
    before: Rulings,
    after: Rulings,
    *,
    basis: Basis | None = None,
    most: int | None = None,
) -> Changes | None:
    """What the second rulings make other than the first, from the accounts and names as the last run left them.

    ``basis`` is what the events were put together under, where that is one of the two: then only what can differ is
    put together again. Where all accounts must be, and there are more than ``most``, None comes back.
    """
    new = _new(reader, after, authority)
    around = None
    if basis is not None:
        sure = config.code.min_confidence
        around = find_around(reader, basis, before, after, min_confidence=sure, authority=authority, new=new)
    if around is not None:
        touched, built = _built_around(reader, config, authority, around, (before, after))
    elif most is not None and reader.counts()["accounts"] > most:
        return None
    else:
        touched, built = _built(reader, config, authority, new, (before, after))
    events = _linked(built[0].events, built[1].events)
    sides = Side(rulings=before, events=built[0].events), Side(rulings=after, events=built[1].events)
    # Where nothing was put together anew, the database holds the events of either side.
    is_whole = around is None and any(told.events for told in built)
    persons, coded_again = _names(reader, authority, before, after)
    again = {*coded_again, *(one.document_id for one in touched)}
    paths = {one.id: one.path for one in reader.documents_of(again).values()}
    return Changes(
        events=events,
        conflicts=apart(built[0].conflicts, built[1].conflicts),
        relations=compare_relations(reader, config, authority, sides, new=new, is_whole=is_whole),
        reasons=_reasons(reader, before, after),
        findings=_findings(reader, before, after),
        persons=persons,
        coded=tuple(sorted({paths.get(one, one) for one in coded_again})),
        explained=tuple(sorted({paths.get(one.document_id, one.document_id) for one in touched})),
    )


class _Told(NamedTuple):
    """Events with what is disputed about them: all of a project, or those that differ."""

    events: tuple[Event, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def _built(
    reader: Reader, config: Config, authority: Authority, new: Sequence[Account], rulings: tuple[Rulings, Rulings]
) -> tuple[list[Account], tuple[_Told, _Told]]:
    """The accounts that count otherwise, and all events under either rulings; none where nothing touches them."""
    coded, sure = (*reader.accounts(), *new), config.code.min_confidence
    claims = [_by_id(one.judged(coded, min_confidence=sure)) for one in rulings]
    touched = _differing(*claims)
    pairs = [(one.same, one.different, one.on_events()) for one in rulings]
    if not touched and pairs[0] == pairs[1]:
        return touched, (_Told(), _Told())
    standpoints, borrowings = reader.standpoints(), reader.borrowings()
    words = count_words(coded, rulings[1], min_confidence=sure)
    joined = [
        join_accounts(
            list(mine.values()),
            one,
            standpoints,
            scale=config.relate.scale,
            authority=authority,
            borrowings=borrowings,
            words=words,
        )
        for mine, one in zip(claims, rulings, strict=True)
    ]
    return touched, (_Told(*joined[0][:2]), _Told(*joined[1][:2]))


def _built_around(
    reader: Reader, config: Config, authority: Authority, around: Around, rulings: tuple[Rulings, Rulings]
) -> tuple[list[Account], tuple[_Told, _Told]]:
    """The accounts that count otherwise, and the events under either rulings that can differ."""
    claims = [{one.id: one for one in side if one.id in around.changed} for side in (around.before, around.after)]
    sides = (around.before, around.after)
    drafts = [around.draft(side, one, config.relate.scale).events for side, one in zip(sides, rulings, strict=True)]
    told = []
    for place, (side, one) in enumerate(zip(sides, rulings, strict=True)):
        others = _by_id(drafts[1 - place])
        differing = [
            event
            for event in drafts[place]
            if others.get(event.id) != event or any(id in around.disturbed for id in event.account_ids)
        ]
        sure = config.code.min_confidence
        told.append(_Told(*stand_around(reader, differing, side, one, min_confidence=sure, authority=authority)))
    return _differing(*claims), (told[0], told[1])


def _reasons(reader: Reader, before: Rulings, after: Rulings) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """The reasons that are told on one side alone, or otherwise."""
    decided = [
        (
            {one for one in rules.rejected if one.startswith("rea_")},
            [one for one in rules.corrections if one[0].startswith("rea_")],
            {pair for pair in rules.same if pair[0].startswith("rea_")},
        )
        for rules in (before, after)
    ]
    if decided[0] == decided[1]:
        return (), ()
    reasons = reader.reasons()
    return apart(before.told(reasons), after.told(reasons))


def _findings(reader: Reader, before: Rulings, after: Rulings) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that stand on one side alone."""
    changed = {one for one in before.rejected ^ after.rejected if one.startswith("fnd_")}
    found = tuple(one for one in reader.findings() if one.id in changed) if changed else ()
    return tuple(one for one in found if one.id not in before.rejected), tuple(
        one for one in found if one.id not in after.rejected
    )


def _new(reader: Reader, rulings: Rulings, authority: Authority) -> list[Account]:
    """The accounts that people added since the events were last brought up to date."""
    found: list[Account] = []
    for document_id in sorted({one.document_id for one in rulings.added}):
        document = reader.document(document_id)
        if document is not None:
            known = {one.id for one in reader.accounts(document_id=document_id)}
            fresh = [one for one in rulings.added_to(document_id) if one.account_id() not in known]
            found += read_additions(document, fresh, authority) if fresh else []
    return found


def _by_id(records: Iterable[R]) -> dict[str, R]:
    return {one.id: one for one in records}


def _differing(before: Mapping[str, Account], after: Mapping[str, Account]) -> list[Account]:
    """The accounts that count on one side alone, or otherwise."""
    return [
        found
        for identity in sorted(before.keys() | after.keys())
        if before.get(identity) != after.get(identity)
        for found in [after.get(identity) or before[identity]]
    ]


def _linked(before: Sequence[Event], after: Sequence[Event]) -> tuple[EventChange, ...]:
    """The events that differ, those put together that share an account."""
    gone, come = _only(before, after), _only(after, before)
    homes: dict[str, str] = {}

    def home(one: str) -> str:
        while homes.setdefault(one, one) != one:
            one = homes[one]
        return one

    for event in (*gone, *come):
        for other in event.account_ids[1:]:
            first, second = sorted((home(event.account_ids[0]), home(other)))
            homes[second] = first
    groups: dict[str, tuple[list[Event], list[Event]]] = {}
    for side, events in enumerate((gone, come)):
        for event in events:
            groups.setdefault(home(event.account_ids[0]), ([], []))[side].append(event)
    return tuple(EventChange(before=tuple(old), after=tuple(new)) for old, new in groups.values())


def _only(mine: Sequence[Event], theirs: Sequence[Event]) -> list[Event]:
    known = _by_id(theirs)
    return [event for event in mine if known.get(event.id) != event]


def _of_names(pairs: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for pair in pairs if not pair[0].startswith(("acc_", "rea_")))


def _names(
    reader: Reader, authority: Authority, before: Rulings, after: Rulings
) -> tuple[tuple[tuple[NamedPerson, ...], tuple[NamedPerson, ...]], list[str]]:
    """The persons that differ, and the ids of the documents that are told otherwise whom a name means."""
    pairs = [(_of_names(one.same), _of_names(one.different), one.on_names()) for one in (before, after)]
    if pairs[0] == pairs[1]:
        return ((), ()), []
    uses = tuple(reader.names())
    persons = [join_corpus(uses, authority, one) for one in (before, after)]
    told = [tell_documents(uses, one, authority) for one in persons]
    again = [one for one in sorted(told[0].keys() | told[1].keys()) if told[0].get(one) != told[1].get(one)]
    return apart(*persons), again
