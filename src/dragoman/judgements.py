"""What people decided about records: kept in a file of its own, and replayed on every run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from dragoman.errors import ConfigError, StoreError
from dragoman.ids import content_id, digest
from dragoman.jsonl import append_line
from dragoman.model import Account, Judgement, Party
from dragoman.model.reading import Status
from dragoman.vocab import edtf

FILE_NAME = "judgements.jsonl"
VERDICTS = ("accept", "reject", "correct", "same", "different", "undo")
PAIRED = ("same", "different")
KEYS = ("id", "about", "verdict", "value", "by", "at", "why")


def judge(about: str, verdict: str, *, value: str = "", by: str = "", at: str, why: str = "") -> Judgement:
    """A judgement, its verdict and value checked.

    ``value`` of ``correct`` is ``field=value`` (several joined by ``;``), of ``same`` and ``different`` the other
    account's id. ``about`` of ``undo`` is the judgement to be undone. ``at`` is when (ISO 8601): the library reads no
    clock.

    Raises:
        ConfigError: the verdict is unknown, or the value is not what the verdict needs.
    """
    if verdict not in VERDICTS:
        raise ConfigError(f"{verdict!r} is no verdict; known: {', '.join(VERDICTS)}")
    if verdict == "correct":
        parse_correction(value)
    elif verdict in PAIRED:
        if not value or value == about:
            raise ConfigError(f"{verdict} needs the other account's id as its value")
    elif value:
        raise ConfigError(f"{verdict} takes no value, not {value!r}")
    identity = content_id("jdg", about, verdict, value, by, at, why)
    return Judgement(id=identity, about=about, verdict=verdict, value=value, by=by, at=at, why=why)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementLog:
    """The judgements of a project in the order in which they were made, and the lines that hold none.

    ``broken`` are pairs (line number, what is wrong). The last line of a file cut off in writing is one of them.
    """

    judgements: tuple[Judgement, ...]
    broken: tuple[tuple[int, str], ...]

    def digest(self) -> str:
        """The SHA-256 of what is judged, for manifests."""
        return digest([[getattr(judgement, key) for key in KEYS] for judgement in self.judgements])


def read_judgements(path: Path) -> JudgementLog:
    """The judgements of a file; an absent file holds none.

    Raises:
        StoreError: the file is there but cannot be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return JudgementLog(judgements=(), broken=())
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error
    judgements: list[Judgement] = []
    broken: list[tuple[int, str]] = []
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            judgements.append(_read_line(line))
        except (ValueError, KeyError, TypeError) as error:
            broken.append((number, f"no judgement: {error}"))
    return JudgementLog(judgements=tuple(judgements), broken=tuple(broken))


def _read_line(line: bytes) -> Judgement:
    values = json.loads(line.decode("utf-8"))
    if not isinstance(values, dict):
        raise ValueError("not a JSON object")
    missing = [key for key in KEYS if not isinstance(values.get(key), str)]
    if missing:
        raise ValueError(f"{', '.join(missing)} missing")
    if values["verdict"] not in VERDICTS:
        raise ValueError(f"{values['verdict']!r} is no verdict")
    return Judgement(**{key: values[key] for key in KEYS})


def append_judgement(path: Path, judgement: Judgement) -> None:
    """Adds a judgement to the end of the file, and waits until it is on the disk.

    A line torn by an earlier crash is closed first, so that it cannot swallow the new one.

    Raises:
        StoreError: the file cannot be written.
    """
    append_line(path, {key: getattr(judgement, key) for key in KEYS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """What is in force when all judgements have been replayed: the later one on the same thing counts.

    ``corrections`` are tuples (account id, field, value), rising; ``same`` and ``different`` are sorted pairs of
    account ids. ``hands`` are the people who coded by hand, the one whose coding counts before the others' first.
    """

    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    corrections: tuple[tuple[str, str, str], ...] = ()
    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()
    hands: tuple[str, ...] = ()

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
        fields: dict[str, dict[str, str]] = {}
        for about, name, value in self.corrections:
            fields.setdefault(about, {})[name] = value
        left = [
            account
            for account in accounts
            if account.id not in self.rejected
            and (account.confidence >= min_confidence or account.id in self.accepted or account.id in fields)
        ]
        if self.hands:
            left = self._by_first_hand(left, self.accepted | fields.keys())
        return tuple(correct(one, fields[one.id]) if one.id in fields else one for one in left)

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


def rule(judgements: Sequence[Judgement]) -> Rulings:
    """What is in force after all judgements, those that were undone (and undos undone) left out."""
    undone: set[str] = set()
    for judgement in reversed(judgements):
        if judgement.verdict == "undo" and judgement.id not in undone:
            undone.add(judgement.about)
    standing: dict[str, str] = {}
    corrections: dict[tuple[str, str], str] = {}
    pairs: dict[tuple[str, str], str] = {}
    for judgement in judgements:
        if judgement.id in undone:
            continue
        if judgement.verdict in ("accept", "reject"):
            standing[judgement.about] = judgement.verdict
        elif judgement.verdict == "correct":
            for name, value in parse_correction(judgement.value):
                corrections[judgement.about, name] = value
        elif judgement.verdict in PAIRED:
            one, other = sorted((judgement.about, judgement.value))
            pairs[one, other] = judgement.verdict
    return Rulings(
        accepted=frozenset(about for about, verdict in standing.items() if verdict == "accept"),
        rejected=frozenset(about for about, verdict in standing.items() if verdict == "reject"),
        corrections=tuple(sorted((about, name, value) for (about, name), value in corrections.items())),
        same=frozenset(pair for pair, verdict in pairs.items() if verdict == "same"),
        different=frozenset(pair for pair, verdict in pairs.items() if verdict == "different"),
    )


def parse_correction(value: str) -> tuple[tuple[str, str], ...]:
    """The fields and new values of a correction: ``"date=1961-12-03; status=denied"``.

    Raises:
        ConfigError: a field cannot be corrected, or the new value cannot be meant.
    """
    found = []
    for part in value.split(";"):
        name, equals, new = (text.strip() for text in part.partition("="))
        if not equals or name not in CORRECTABLE:
            known = ", ".join(CORRECTABLE)
            raise ConfigError(f"a correction is field=value, with one of the fields {known}; not {part.strip()!r}")
        CORRECTABLE[name](new)
        found.append((name, new))
    return tuple(found)


def _event_type(value: str) -> str:
    from dragoman.vocab.scheme import load_scheme

    known = [event_type.name for event_type in load_scheme().event_types]
    if value not in known:
        raise ConfigError(f"{value!r} is no event type; known: {', '.join(known)}")
    return value


def _date(value: str) -> str | None:
    if not value:
        return None
    try:
        edtf.parse(value)
    except ValueError as error:
        raise ConfigError(f"{value!r} is no EDTF date: {error}") from error
    return value


def _status(value: str) -> str:
    if value not in get_args(Status):
        raise ConfigError(f"{value!r} is no status; known: {', '.join(get_args(Status))}")
    return value


def _parties(value: str) -> tuple[Party, ...]:
    """Actor ids joined by commas: ``ALB, SUN``; a state acts for itself, anything else for what stands after ``/``."""
    parties = []
    for part in filter(None, (text.strip() for text in value.split(","))):
        identity, _, state = part.partition("/")
        parties.append(Party(id=identity, state=state or ("" if ":" in identity else identity), text=""))
    return tuple(parties)


def _words(value: str) -> tuple[str, ...]:
    return tuple(filter(None, (text.strip() for text in value.split(","))))


CORRECTABLE: Mapping[str, Callable[[str], Any]] = {
    "event_type": _event_type,
    "mode": str,
    "contexts": _words,
    "actors": _parties,
    "recipients": _parties,
    "date": _date,
    "place": str,
    "status": _status,
    "speaker": str,
    "cited": str,
}
"""The fields of an account that a person can correct, and how the new value is read. The words cannot be corrected."""


def correct(account: Account, fields: Mapping[str, str]) -> Account:
    """The account with these fields as a person has them; its id stays that of what was coded.

    Raises:
        ConfigError: a field cannot be corrected, or its value cannot be meant.
    """
    new = {name: CORRECTABLE[name](value) for name, value in fields.items()}
    for side in ("actors", "recipients"):
        if side in new:
            new[side] = _with_words(new[side], (*account.actors, *account.recipients))
    if "date" in new:
        new["date_how"] = "judged"
    return replace(account, **new)


def _with_words(parties: tuple[Party, ...], coded: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties with the words used for them, where the coder had found those words."""
    words = {party.id: party.text for party in coded} | {party.state: party.text for party in coded if party.state}
    return tuple(replace(party, text=words.get(party.id, "")) for party in parties)
