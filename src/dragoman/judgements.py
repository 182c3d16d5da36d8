"""What people decided about records, and what is in force of it on a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.additions import added_by, is_added, read_addition
from dragoman.corrections import (
    OF_EVENT,
    Score,
    correct,
    correct_event,
    correct_person,
    correct_reason,
    parse_correction,
)
from dragoman.errors import ConfigError
from dragoman.ids import content_id
from dragoman.model import Account, Coding, Event, Judgement, Reason
from dragoman.model.name import NamedPerson
from dragoman.replay import PAIRED, replay

__all__ = ["PAIRED", "SAID_ALSO", "VERDICTS", "Rulings", "correct", "judge", "rule"]

VERDICTS = ("accept", "reject", "correct", "same", "different", "add", "undo")
SAID_ALSO: Mapping[str, str] = {"wrong": "reject", "corrected-to": "correct"}
"""Other words for a verdict; the file holds the verdict itself."""

NAME_ID = "nam_"
"""How the id of a written name begins."""


def judge(about: str, verdict: str, *, value: str = "", by: str = "", at: str, why: str = "") -> Judgement:
    """A judgement, its verdict and value checked.

    ``value`` of ``correct`` is ``field=value`` (several joined by ``;``), of ``same`` and ``different`` the other
    record's id, of ``add`` what ``additions.write_addition`` gives. ``about`` of ``add`` is a document, of ``undo`` the
    judgement to be undone. ``at`` is when (ISO 8601): the library reads no
    clock.

    Raises:
        ConfigError: the verdict is unknown, or the value is not what the verdict needs.
    """
    verdict = SAID_ALSO.get(verdict, verdict)
    if verdict not in VERDICTS:
        raise ConfigError(f"{verdict!r} is no verdict; known: {', '.join(VERDICTS)}")
    if verdict == "correct":
        parse_correction(about, value)
    elif verdict == "add":
        read_addition(about, value)
    elif verdict in PAIRED:
        if not value or value == about:
            raise ConfigError(f"{verdict} needs the other record's id as its value")
    elif value:
        raise ConfigError(f"{verdict} takes no value, not {value!r}")
    identity = content_id("jdg", about, verdict, value, by, at, why)
    return Judgement(id=identity, about=about, verdict=verdict, value=value, by=by, at=at, why=why)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """What is in force when all judgements have been replayed: the later one on the same thing counts.

    ``corrections`` are tuples (record id, field, value), the earliest decision first; ``same`` and ``different`` are
    sorted pairs of ids, of accounts, names or reasons. ``hands`` are the people who coded by hand, the one whose coding
    counts before the others' first. ``added`` are the accounts that people added to what was coded.
    """

    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    corrections: tuple[tuple[str, str, str], ...] = ()
    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()
    hands: tuple[str, ...] = ()
    added: tuple[Coding, ...] = ()

    def ids(self) -> frozenset[str]:
        """All record ids that a ruling in force is about."""
        pairs = {member for pair in self.same | self.different for member in pair}
        return self.accepted | self.rejected | {about for about, _, _ in self.corrections} | pairs

    def judged(self, accounts: Iterable[Account], *, min_confidence: float = 0.0) -> tuple[Account, ...]:
        """The accounts that count: corrected where a person corrected them, without those that were rejected.

        An account below ``min_confidence`` is left out, unless a person accepted or corrected it. Of a sentence that
        was coded by hand only the first of its coders counts, and not the machine: coders who read one sentence
        differently are no two sources. What a person accepted or corrected counts all the same.
        """
        fields = self._fields()
        added = {one.account_id() for one in self.added}
        left = [
            account
            for account in accounts
            if account.id not in self.rejected
            and (account.id in added or not is_added(account.coder))
            and (account.confidence >= min_confidence or account.id in self.accepted or account.id in fields)
        ]
        if self.hands:
            left = self._by_first_hand(left, self.accepted | fields.keys() | added)
        return tuple(correct(one, fields[one.id]) if one.id in fields else one for one in left)

    def vouched(self, accounts: Iterable[Account]) -> tuple[Account, ...]:
        """The accounts as they count for a relation: what a person accepted or corrected is surely read."""
        sure = self.sure
        return tuple(replace(one, confidence=1.0) if one.id in sure else one for one in accounts)

    @property
    def sure(self) -> frozenset[str]:
        """The ids of what a person accepted or corrected."""
        return self.accepted | {about for about, _, _ in self.corrections}

    def is_by_hand(self, account: Account) -> bool:
        """Whether a person wrote an account, and not the machine."""
        return account.coder in self.hands or is_added(account.coder)

    def added_to(self, document_id: str) -> tuple[Coding, ...]:
        """The accounts that people added to a document."""
        return tuple(one for one in self.added if one.document_id == document_id)

    def _by_first_hand(self, accounts: list[Account], kept: frozenset[str]) -> list[Account]:
        """Of each sentence the accounts of the coder who comes first, and those ``kept`` (ids) in any case."""
        machine = len(self.hands)
        ranks = {name: rank for rank, name in enumerate(self.hands)}
        first: dict[tuple[str, int], int] = {}
        for one in accounts:
            sentence = (one.document_id, one.sentence.start)
            first[sentence] = min(first.get(sentence, machine), ranks.get(one.coder, machine))
        return [
            one
            for one in accounts
            if one.id in kept or ranks.get(one.coder, machine) == first[one.document_id, one.sentence.start]
        ]

    def told(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        """The reasons that count: corrected, without the rejected; of those judged the same the first stands for all.

        Which is the first is told by the order in which they come: that of the text.
        """
        fields = self._fields()
        homes = self._homes()
        seen: set[str] = set()
        found = []
        for reason in reasons:
            home = homes.get(reason.id, reason.id)
            if reason.id not in self.rejected and home not in seen:
                seen.add(home)
                found.append(correct_reason(reason, fields[reason.id]) if reason.id in fields else reason)
        return tuple(found)

    def _homes(self) -> dict[str, str]:
        """One id for all the records that were judged the same, by the id of each."""
        homes: dict[str, str] = {}

        def home(one: str) -> str:
            while homes.setdefault(one, one) != one:
                one = homes[one]
            return one

        for one, other in sorted(self.same):
            first, second = sorted((home(one), home(other)))
            homes[second] = first
        return {one: home(one) for one in homes}

    def held(self, events: Iterable[Event], score: Score) -> tuple[Event, ...]:
        """The events as people have them: what was decided of an event stands with one of its accounts."""
        decided: dict[str, list[tuple[int, str, str]]] = {}
        for rank, (about, name, value) in enumerate(self.on_events()):
            decided.setdefault(about, []).append((rank, name.removeprefix(OF_EVENT), value))
        found = []
        for event in events:
            told = sorted(one for account_id in event.account_ids for one in decided.get(account_id, ()))
            fields = {name: value for _, name, value in told}
            found.append(correct_event(event, fields, score) if fields else event)
        return tuple(found)

    def on_events(self) -> tuple[tuple[str, str, str], ...]:
        """The corrections of events, the earliest first: (account id, field, value)."""
        return tuple(one for one in self.corrections if one[1].startswith(OF_EVENT))

    def called(self, persons: Iterable[NamedPerson]) -> tuple[NamedPerson, ...]:
        """The persons as people have them: without the names that are none, by the name and state that were given."""
        fields = self._fields()
        found = []
        for person in persons:
            variants = tuple(one for one in person.variants if one.id not in self.rejected)
            told = {name: value for one in variants for name, value in fields.get(one.id, {}).items()}
            if variants:
                left = person if variants == person.variants else replace(person, variants=variants)
                found.append(correct_person(left, told) if told else left)
        return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))

    def on_names(self) -> tuple[tuple[str, ...], tuple[tuple[str, str, str], ...]]:
        """The names that are none, sorted, and the corrections of names: all that changes them but for pairs."""
        rejected = sorted(one for one in self.rejected if one.startswith(NAME_ID))
        return tuple(rejected), tuple(one for one in self.corrections if one[0].startswith(NAME_ID))

    def _fields(self) -> dict[str, dict[str, str]]:
        """The corrected fields of each record itself; the last decision counts."""
        fields: dict[str, dict[str, str]] = {}
        for about, name, value in self.corrections:
            if not name.startswith(OF_EVENT):
                fields.setdefault(about, {})[name] = value
        return fields


def rule(judgements: Sequence[Judgement]) -> Rulings:
    """What is in force after all judgements; see ``replay`` for how they are weighed against one another."""
    found = replay(judgements)
    verdicts = {one.about: one.verdict for one in found.standing if one.verdict in ("accept", "reject")}
    pairs = {
        (min(one.about, one.value), max(one.about, one.value)): one.verdict
        for one in found.standing
        if one.verdict in PAIRED
    }
    return Rulings(
        accepted=frozenset(about for about, verdict in verdicts.items() if verdict == "accept"),
        rejected=frozenset(about for about, verdict in verdicts.items() if verdict == "reject"),
        corrections=found.corrected,
        same=frozenset(pair for pair, verdict in pairs.items() if verdict == "same"),
        different=frozenset(pair for pair, verdict in pairs.items() if verdict == "different"),
        added=tuple(
            {one.account_id(): one for one in map(added_by, _of("add", found.standing))}.values(),
        ),
    )


def _of(verdict: str, judgements: Iterable[Judgement]) -> list[Judgement]:
    return [one for one in judgements if one.verdict == verdict]
