"""A project that several coders have coded: people's codings taken in, and how far any two agree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dragoman import codings as coding
from dragoman.additions import is_added
from dragoman.coding_rows import MACHINE
from dragoman.errors import ConfigError
from dragoman.handwork import ImportedCodings, import_files
from dragoman.model import Account, Document
from dragoman.project import Project

if TYPE_CHECKING:
    from dragoman.accounts.agreement import Agreement

Field = Literal["presence", "event_type", "status", "actors", "recipients", "date"]
Unit = Literal["sentence", "passage"]

FIELDS: tuple[Field, ...] = ("presence", "event_type", "status", "actors", "recipients", "date")
UNITS: tuple[Unit, ...] = ("sentence", "passage")

NONE = "none"
"""What stands for a field that an account leaves open; a unit without an account has the empty set."""

Said = frozenset[str]
"""All that a coder says of a unit: the values of a field in each of their accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A unit of which two coders say different things: where it is, and what each says."""

    document: Document
    start: int
    first: Said
    second: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How far two coders agree on a field.

    ``documents`` are those that both have read and ``read`` their units; ``both``, ``first`` and ``second`` count the
    units in which both, or one alone, found an event. ``found`` compares presence on all units read, any other field on
    those that at least one touched (on those of both, if only they were asked for).
    """

    coders: tuple[str, str]
    field: Field
    unit: Unit
    documents: int
    read: int
    both: int
    first: int
    second: int
    found: Agreement
    differing: tuple[Differing, ...]

    def to_json(self) -> dict[str, Any]:
        """As ``dragoman agree --json`` prints it."""
        measures = {
            name: None if one is None else asdict(one)
            for name in ("percent", "alpha", "ac1", "partial")
            for one in [getattr(self.found, name)]
        }
        return {
            "coders": list(self.coders),
            "field": self.field,
            "unit": self.unit,
            "documents": self.documents,
            "read": self.read,
            "touched": {"both": self.both, "first": self.first, "second": self.second},
            "compared": self.found.units,
            **measures,
            "differing": [
                {
                    "document": one.document.path,
                    "locator": one.document.locate(one.start),
                    "start": one.start,
                    "said": [sorted(one.first), sorted(one.second)],
                }
                for one in self.differing
            ],
        }


class Coders(Project):
    """A project's folder, opened, with the people who coded it."""

    def import_codings(self, *paths: str | Path, coder: str = "") -> ImportedCodings:
        """Takes files of codings made by hand (CSV, JSON Lines) into the project; in force from the next run on.

        What a coder coded in a document is what the last file says that names it: an earlier coding of that document
        by the same coder is replaced. A file with a fault is not taken, and all its faults are returned. ``coder`` is
        who coded, where the files do not say it or say something else.

        Raises:
            StoreError: the project has not been run, or its codings cannot be written.
        """
        columns = {name: value for name, value in asdict(self.config.codings).items() if name != "order"}
        with self.reader() as reader:
            log, done = import_files(
                map(Path, paths), self.coding_log(), reader, self.authority, columns=columns, coder=coder
            )
        if done.new:
            coding.write_codings(self.codings_path, log)
        return done

    def coders(self) -> tuple[str, ...]:
        """Who coded: people first, those whose codings count first leading, then "machine" and its parts by name."""
        hands = self.rulings().hands
        with self.reader() as reader:
            return (*hands, MACHINE, *(one for one in reader.coders() if one not in hands))

    def coded_by(self, coder: str) -> tuple[Account, ...]:
        """All accounts of a coder as they coded them, also those that do not count beside another coder's.

        ``machine`` is all that no person coded. What lies below the project's ``min_confidence`` is left out.

        Raises:
            ConfigError: nobody of that name has coded here.
        """
        known = self.coders()
        if coder not in known:
            raise ConfigError(f"nobody called {coder!r} has coded here; known: {', '.join(known)}")
        hands = frozenset(self.rulings().hands)
        with self.reader() as reader:
            return tuple(
                one
                for one in reader.accounts()
                if (not (one.coder in hands or is_added(one.coder)) if coder == MACHINE else one.coder == coder)
                and one.confidence >= self.config.code.min_confidence
            )

    def agree(
        self, first: str, second: str, *, field: Field = "event_type", unit: Unit = "sentence", both: bool = False
    ) -> Compared:
        """How far two coders agree, on the documents that both have read.

        ``field`` is what is compared; with ``both`` only units in which both found an event are.

        Raises:
            ConfigError: nobody of one of the names has coded here, or both are one.
        """
        from dragoman.accounts.agreement import compare

        if first == second:
            raise ConfigError(f"{first} is compared with {second}: name two coders")
        mine, theirs = self.coded_by(first), self.coded_by(second)
        documents, starts = self._read_by_both(first, second, unit)
        ours = [_said(accounts, starts, field) for accounts in (mine, theirs)]
        everywhere = [(identity, start) for identity in documents for start in starts[identity]]
        touched = [one for one in everywhere if one in ours[0] or one in ours[1]]
        shared = [one for one in touched if one in ours[0] and one in ours[1]]
        units = shared if both else everywhere if field == "presence" else touched
        said = [(one, ours[0].get(one, frozenset()), ours[1].get(one, frozenset())) for one in units]
        found = (
            compare([(bool(a), bool(b)) for _, a, b in said], categories=2)
            if field == "presence"
            else compare([(a, b) for _, a, b in said])
        )
        return Compared(
            coders=(first, second),
            field=field,
            unit=unit,
            documents=len(documents),
            read=len(everywhere),
            both=len(shared),
            first=sum(1 for one in touched if one not in ours[1]),
            second=sum(1 for one in touched if one not in ours[0]),
            found=found,
            differing=tuple(
                Differing(document=documents[identity], start=start, first=a, second=b)
                for (identity, start), a, b in said
                if a != b
            ),
        )

    def _read_by_both(
        self, first: str, second: str, unit: Unit
    ) -> tuple[dict[str, Document], dict[str, tuple[int, ...]]]:
        """The documents that both have read, by id, and where the units of each begin; a machine has read them all."""
        from dragoman.mentions.actors import Spotter
        from dragoman.reading import make_reading

        log = self.coding_log()
        hands = frozenset(log.coders())
        with self.reader() as reader:
            wanted = frozenset(reader.document_ids())
            for coder in (first, second):
                wanted &= log.read_by(coder) if coder in hands else wanted
            documents = {one.id: one for one in reader.documents(texts=False) if one.id in wanted}
            starts: dict[str, tuple[int, ...]] = {}
            spotter = Spotter(self.authority) if unit == "sentence" and documents else None
            for identity in documents:
                if spotter is None:
                    starts[identity] = tuple(one.start for one in reader.passages(identity))
                    continue
                whole = reader.document(identity)
                assert whole is not None
                reading = make_reading(whole, self.authority, spotter=spotter)
                starts[identity] = tuple(reading.view.original(one.start) for one in reading.sentences)
        return documents, starts


def _said(
    accounts: Iterable[Account], starts: Mapping[str, tuple[int, ...]], field: Field
) -> dict[tuple[str, int], Said]:
    """What a coder says of each unit in which they found anything; a unit is a document and where it begins."""
    found: dict[tuple[str, int], set[str]] = {}
    for one in accounts:
        places = starts.get(one.document_id)
        if places:
            at = max(0, bisect_right(places, one.evidence.start) - 1)
            found.setdefault((one.document_id, places[at]), set()).update(_values(one, field))
    return {unit: frozenset(values) for unit, values in found.items()}


def _values(account: Account, field: Field) -> tuple[str, ...]:
    match field:
        case "presence":
            return ("event",)
        case "event_type":
            return (account.event_type,)
        case "status":
            return (account.status,)
        case "date":
            return (account.date or NONE,)
        case "actors" | "recipients":
            return tuple(one.state or one.id for one in getattr(account, field)) or (NONE,)
