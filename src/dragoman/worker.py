"""What one document goes through, in this process or in another: reading, coding, explaining, criticising."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.coding.by_hand import accounts_by_hand
from dragoman.coding.parse import Parser, load_parser
from dragoman.config import Config
from dragoman.errors import DragomanError, StageError
from dragoman.judgements import Rulings
from dragoman.mentions.actors import Spotter
from dragoman.mentions.name_uses import read_uses
from dragoman.mentions.references import is_title, read_references
from dragoman.model import Account, Coding, Document, Finding, Reason, Reference, Source
from dragoman.model.name import JoinedName, NameUse
from dragoman.model.text import Reading
from dragoman.plugins import Coder, load_plugin
from dragoman.reading import make_reading
from dragoman.reasons.vectors import Vectors
from dragoman.vocab.actors import Authority
from dragoman.vocab.own_names import in_own_words

NAMES, SPOT, CODE, EXPLAIN, CHECK = "names", "spot", "code", "explain", "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a worker must know before the first document; ``extra`` is an authority file of the project, or None."""

    config: Config = field(default_factory=Config)
    extra: Path | None = None
    rulings: Rulings = field(default_factory=Rulings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document and the stages (names, spot, code, explain, check) that it needs.

    ``found`` is the date found in its text, used where its own data give none. ``accounts`` are those coded before,
    when code is not among the stages. ``joined`` is what the rest of the corpus tells of the names in it, ``codings``
    what people coded in it by hand.
    """

    document: Document
    source: Source
    stages: tuple[str, ...]
    found: str | None = None
    accounts: tuple[Account, ...] = ()
    joined: tuple[JoinedName, ...] = ()
    codings: tuple[Coding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the stages of a job made, None for a stage not asked for; ``judged`` are the accounts that count.

    ``spoken`` are the times (EDTF) at which the document speaks of some states, and their codes; ``references``, found
    by the same stage, what it refers to. ``names`` are the names of persons that it writes.
    """

    spoken: tuple[tuple[str, tuple[str, ...]], ...] | None
    accounts: tuple[Account, ...] | None
    judged: tuple[Account, ...]
    reasons: tuple[Reason, ...] | None
    findings: tuple[Finding, ...] | None
    references: tuple[Reference, ...] = ()
    names: tuple[NameUse, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """Who is known to the documents of one source, and what spots and codes them."""

    source_id: str
    authority: Authority
    spotter: Spotter
    coder: Coder


class Worker:
    """Holds what is dear to load (authority list, lexicon, parser) and does one job after another."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.parser = load_parser(settings.config.code.model)
        self.known = self._know("", Authority.load(settings.extra))
        self.listed = self.known
        self.sides = {"": self.known}

    def _know(self, source_id: str, authority: Authority) -> _Known:
        coder = make_coder(self.settings.config, parser=self.parser, authority=authority)
        return _Known(source_id, authority, Spotter(authority), coder)

    def known_to(self, source: Source) -> _Known:
        """What holds for a source: the authority list as its side uses names, with the source's own lists laid over it.

        The last one with lists is kept, for documents come source by source; of sides there are few.
        """
        side = source.standpoint or ""
        if side not in self.sides:
            said = in_own_words(self.known.authority, side)
            self.sides[side] = self.known if said is self.known.authority else self._know("", said)
        if not source.listed:
            return self.sides[side]
        if self.listed.source_id != source.id:
            from dragoman.mentions.listed import overlay_source, settled_names

            settled = settled_names(self.known.authority) if self.settings.extra else frozenset()
            overlaid = overlay_source(self.sides[side].authority, source, settled=settled)
            self.listed = self._know(source.id, overlaid)
        return self.listed

    def work(self, job: Job) -> Result:
        """Does the stages of a job.

        Raises:
            StageError: a stage broke on this document; the message names both.
        """
        document = job.document
        stage = "read"
        try:
            dated = document if document.written or not job.found else replace(document, written=job.found)
            known = self.known_to(job.source)
            reading = make_reading(dated, known.authority, spotter=known.spotter, joined=job.joined)
            stage = NAMES
            names = None
            if NAMES in job.stages:
                names = read_uses(reading, known=self.known.authority, listed=known.authority)
            stage = SPOT
            references = read_references(reading) if {SPOT, CODE, CHECK} & {*job.stages} else ()
            spoken = _spoken(reading, references) if SPOT in job.stages else None
            stage = CODE
            accounts = job.accounts
            if CODE in job.stages:
                coded = self._code(reading, job.source, known)
                by_machine = tuple(one for one in coded if not is_title(one.evidence, references))
                accounts = (*by_machine, *accounts_by_hand(reading, job.codings))
            judged = self.settings.rulings.judged(accounts, min_confidence=self.settings.config.code.min_confidence)
            stage = EXPLAIN
            reasons = tuple(self._explain(reading, judged)) if EXPLAIN in job.stages else None
            stage = CHECK
            # Source criticism judges what the source says of itself, so a date found in the text is not its date.
            given = replace(reading, document=document)
            findings = tuple(self._check(given, job.source, judged, references)) if CHECK in job.stages else None
        except DragomanError:
            raise
        except Exception as error:  # a fault of a stage must name the document, whatever it is
            raise StageError(f"{document.path}: stage {stage} failed: {type(error).__name__}: {error}") from error
        return Result(
            spoken=spoken,
            accounts=accounts if CODE in job.stages else None,
            judged=judged,
            reasons=reasons,
            findings=findings,
            references=references,
            names=names,
        )

    def _code(self, reading: Reading, source: Source, known: _Known) -> Iterator[Account]:
        from dragoman.sources.table_accounts import accounts_of_rows, without_dates_of_rows
        from dragoman.sources.table_columns import is_table

        standpoint = source.standpoint or ""
        if not is_table(reading.document):
            return known.coder.code(reading, standpoint=standpoint)
        coded = known.coder.code(without_dates_of_rows(reading), standpoint=standpoint)
        return accounts_of_rows(reading, coded, asdict(self.settings.config.tables), known.authority)

    def _explain(self, reading: Reading, judged: tuple[Account, ...]) -> Iterator[Reason]:
        from dragoman.reasons.explain import explain

        return explain(reading, judged, self.parser.parse if self.parser.nlp is not None else None, find_vectors())

    def _check(
        self, reading: Reading, source: Source, judged: tuple[Account, ...], references: tuple[Reference, ...]
    ) -> Iterator[Finding]:
        from dragoman.accounts.criticism import criticise

        return criticise(
            reading,
            source,
            judged,
            authority=self.known_to(source).authority,
            references=references,
            severities=self.settings.config.check.severities(),
        )


def _spoken(reading: Reading, references: tuple[Reference, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    from dragoman.relations.coverage import spoken_of

    return tuple(sorted({(one.date, one.states) for one in spoken_of(reading, references)}))


def make_coder(config: Config, *, parser: Parser, authority: Authority) -> Coder:
    """The coder that the configuration names, made with those of its arguments that we know.

    Raises:
        ConfigError: there is no coder of that name.
    """
    make = load_plugin("coders", config.code.coder)
    known: dict[str, Any] = {"parser": parser, "authority": authority}
    taken = inspect.signature(make).parameters
    coder: Coder = make(**{name: value for name, value in known.items() if name in taken})
    return coder


def find_vectors() -> Vectors | None:
    """The words of a sentence as vectors, by the language model of the act network; None where it has none."""
    from dragoman.coding.network import load_network
    from dragoman.reasons.vectors import word_vectors

    network = load_network()
    encoder, pieces = getattr(network, "encoder", None), getattr(network.eye, "pieces", None)
    return None if encoder is None or pieces is None else word_vectors(encoder, pieces)


@lru_cache(maxsize=1)
def worker_for(settings: Settings) -> Worker:
    """The worker of this process: made once, kept for the jobs that follow."""
    return Worker(settings)


def work_shard(settings: Settings, jobs: tuple[Job, ...]) -> tuple[Result, ...]:
    """Does several small jobs in one go, as a worker process is asked to."""
    worker = worker_for(settings)
    return tuple(worker.work(job) for job in jobs)
