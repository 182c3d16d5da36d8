"""Runs the stages over a project's inputs, and does again only what has changed since the last run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dragoman import comparing, manifest
from dragoman.attach import attach
from dragoman.audit import read_records
from dragoman.codings import CodingLog
from dragoman.config import Config
from dragoman.executor import choose_workers, run_jobs
from dragoman.freshness import Freshness, causes_of, text_digest
from dragoman.gather import read_input
from dragoman.ids import digest
from dragoman.inputs import Input, sha256_of
from dragoman.judgements import Rulings
from dragoman.model import (
    Coding,
    Document,
    Judgement,
    Source,
)
from dragoman.model.name import JoinedName
from dragoman.naming import join_corpus, tell_documents
from dragoman.plain import plain
from dragoman.reconciling import count_words, join_accounts
from dragoman.store import Basis, Reader, Run, Writer
from dragoman.vocab.actors import Authority
from dragoman.worker import CHECK, CODE, EXPLAIN, NAMES, SPOT, Job, Result, Settings

STAGES = (SPOT, CODE, EXPLAIN, CHECK)
"""The stages that each document goes through on its own."""

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how many of its things are done, and how many there are."""


def silent(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a run is made from. ``extra`` is the project's own authority file, or None.

    ``judgements`` are all that were made, ``rulings`` what is in force of them.
    ``judgements_digest`` is that of all that people decided: judgements and codings.
    """

    database: Path
    inputs: tuple[Input, ...]
    config: Config = field(default_factory=Config)
    extra: Path | None = None
    judgements: tuple[Judgement, ...] = ()
    rulings: Rulings = field(default_factory=Rulings)
    codings: CodingLog = field(default_factory=lambda: CodingLog(codings=()))
    judgements_digest: str = ""

    def by_hand(self, document_id: str) -> tuple[Coding, ...]:
        """What people coded in a document, or added to what was coded."""
        return (*self.codings.of(document_id), *self.rulings.added_to(document_id))

    def basis(self, total: int) -> Basis:
        """What events are put together under; ``total`` is one more than the accounts whose words were counted."""
        return Basis(
            settings=digest(
                Freshness(self.config, self.extra_sha()).settings("reconcile"),
                manifest.stage_version("reconcile"),
                self.config.code.min_confidence,
            ),
            judgements=self.judgements,
            hands=self.rulings.hands,
            total=total,
        )

    def extra_sha(self) -> str:
        """The SHA-256 of the authority file, "" without one."""
        return sha256_of(self.extra) if self.extra else ""


def build(plan: Plan, *, workers: int | None = None, progress: Progress = silent) -> Run:
    """Brings the project's database up to date with its inputs, settings and judgements.

    Each file and each document is finished in a transaction of its own: a run that is cut off goes on from there the
    next time. ``workers`` is the number of processes, by default as many as the task is worth.

    Raises:
        StoreError: the database is locked, newer, damaged, or the disk is full.
        StageError: a stage broke; what was finished is kept.
    """
    run = manifest.start_run(plan.config, plan.inputs, plan.judgements_digest, extra_sha=plan.extra_sha())
    with Writer(plan.database) as writer, Reader(plan.database, connection=writer.connection) as reader:
        with writer.transaction():
            writer.put_run(run)
        builder = Builder(plan, run, writer, reader, progress)
        builder.read()
        builder.name(workers)
        builder.join()
        builder.code(workers)
        builder.compare()
        builder.reconcile()
        run = replace(run, outputs=manifest.sum_outputs(reader.stage_outputs().values()), finished=True)
        with writer.transaction():
            writer.put_run(run)
    return run


class Builder:
    """One run in progress."""

    def __init__(self, plan: Plan, run: Run, writer: Writer, reader: Reader, progress: Progress) -> None:
        self.plan = plan
        self.run = run
        self.writer = writer
        self.reader = reader
        self.progress = progress
        self.freshness = Freshness(plan.config, plan.extra_sha())
        self.done = reader.stage_outputs()
        self.reused = 0
        self.told: dict[str, tuple[JoinedName, ...]] = {}

    def _fresh(self, stage: str, about: str, causes: str) -> bool:
        return self.freshness.holds(self.done, stage, about, causes)

    def _note(self, stage: str, about: str, causes: str, records: Sequence[Any], *, count: int | None = None) -> None:
        """Writes down what a stage did."""
        self.writer.put_output(self.freshness.output(stage, about, causes, records, count=count), self.run.id)

    def _documents(self) -> Iterator[tuple[Document, Source, str | None]]:
        """Every document with its source and the date found in its text."""
        found = self.reader.written_found()
        for document_id in self.reader.document_ids():
            document = self.reader.document(document_id)
            source = self.reader.source(document.source_id) if document else None
            if document is not None and source is not None:
                yield document, source, found.get(document_id)

    def read(self) -> None:
        """Reads the files that are new or changed, and forgets those that are gone."""
        with self.writer.transaction():
            self.writer.keep_inputs([item.sha256 for item in self.plan.inputs])
        for number, item in enumerate(self.plan.inputs):
            self.progress("read", number, len(self.plan.inputs))
            causes = digest(item.sha256, item.given)
            if self._fresh("read", item.sha256, causes):
                continue
            contents = read_input(item, self.plan.config)
            with self.writer.transaction():
                self.writer.put_input(
                    item.sha256, contents.sources, contents.documents, contents.skipped, contents.works
                )
                documents, found = [one[0] for one in contents.documents], [one[1] for one in contents.documents]
                made = read_records(contents.sources, documents, found, contents.skipped, contents.works)
                self._note("read", item.sha256, causes, made, count=len(contents.documents))
        with self.writer.transaction():
            self.writer.put_attachments(attach(self.reader.sources_as_read(), self.reader.works()))
        self.progress("read", len(self.plan.inputs), len(self.plan.inputs))

    def _settings(self) -> Settings:
        return Settings(config=self.plan.config, extra=self.plan.extra, rulings=self.plan.rulings)

    def _workers(self, asked: int | None) -> int:
        size = sum(item.path.stat().st_size for item in self.plan.inputs if item.path.is_file())
        return choose_workers(asked, size)

    def name(self, workers: int | None) -> None:
        """Collects the names of persons of each document that has changed."""
        self.done = self.reader.stage_outputs()
        total = len(self.reader.document_ids())
        results = run_jobs(self._settings(), self._name_jobs(), workers=self._workers(workers))
        for number, (job, result) in enumerate(results, start=1):
            self.progress(NAMES, min(number, total), total)
            names = result.names or ()
            with self.writer.transaction():
                self.writer.put_names(job.document, names, self.run.id)
                self._note(NAMES, job.document.id, text_digest(job.document, job.found, job.source), names)
        self.progress(NAMES, total, total)

    def _name_jobs(self) -> Iterator[Job]:
        for document, source, found in self._documents():
            if not self._fresh(NAMES, document.id, text_digest(document, found, source)):
                yield Job(document=document, source=source, stages=(NAMES,), found=found)

    def join(self) -> None:
        """Joins the names of all documents to persons, and notes what that tells each document."""
        rulings = self.plan.rulings
        uses = tuple(self.reader.names())
        pairs = sorted(rulings.same), sorted(rulings.different)
        causes = digest(sorted(digest(plain(use)) for use in uses), *pairs, rulings.on_names())
        self.progress("join", 0, 1)
        self.done = self.reader.stage_outputs("join")
        authority = Authority.load(self.plan.extra)
        if not self._fresh("join", "", causes):
            persons = join_corpus(uses, authority, rulings)
            with self.writer.transaction():
                self.writer.put_persons(persons, self.run.id)
                self._note("join", "", causes, persons)
        self.told = tell_documents(uses, self.reader.persons(), authority)
        self.progress("join", 1, 1)

    def code(self, workers: int | None) -> None:
        """Codes, explains and criticises each document of which something has changed."""
        self.done = self.reader.stage_outputs()
        total = len(self.reader.document_ids())
        jobs = self._jobs(self.plan.rulings)
        results = run_jobs(self._settings(), jobs, workers=self._workers(workers))
        for finished, (job, result) in enumerate(results, start=1):
            self._keep(job, result)
            self.progress(CODE, self.reused + finished, total)
        self.progress(CODE, total, total)

    def _jobs(self, rulings: Rulings) -> Iterator[Job]:
        for document, source, found in self._documents():
            accounts = self.reader.accounts(document_id=document.id)
            judged = rulings.judged(accounts, min_confidence=self.plan.config.code.min_confidence)
            joined, codings = self.told.get(document.id, ()), self.plan.by_hand(document.id)
            causes = causes_of(document, found, source, judged, joined, codings=codings)
            stages = tuple(stage for stage in STAGES if not self._fresh(stage, document.id, causes[stage]))
            if CODE in stages:
                stages, accounts = STAGES, ()
            if not stages:
                self.reused += 1
            else:
                yield Job(
                    document=document,
                    source=source,
                    stages=stages,
                    found=found,
                    accounts=accounts,
                    joined=joined,
                    codings=codings,
                )

    def _keep(self, job: Job, result: Result) -> None:
        document = job.document
        causes = causes_of(document, job.found, job.source, result.judged, job.joined, codings=job.codings)
        with self.writer.transaction():
            if result.spoken is not None:
                self.writer.put_spoken(document, result.spoken, self.run.id)
                self.writer.put_references(document, result.references, self.run.id)
                made = [*result.spoken, *result.references]
                self._note(SPOT, document.id, causes[SPOT], made, count=len(result.spoken))
            if result.accounts is not None:
                self.writer.put_accounts(document, result.accounts, self.run.id)
                self._note(CODE, document.id, causes[CODE], result.accounts)
            if result.reasons is not None:
                self.writer.put_reasons(document, result.reasons, self.run.id)
                self._note(EXPLAIN, document.id, causes[EXPLAIN], result.reasons)
            if result.findings is not None:
                self.writer.put_findings(document, result.findings, self.run.id)
                self._note(CHECK, document.id, causes[CHECK], result.findings)

    def compare(self) -> None:
        """Finds which documents copy, quote or cite one another."""
        causes = comparing.causes(self.reader)
        self.progress("compare", 0, 1)
        self.done = self.reader.stage_outputs("compare")
        if not self._fresh("compare", "", causes):
            borrowings, findings = comparing.compare(self.reader, self.plan.config.check)
            with self.writer.transaction():
                self.writer.put_borrowings(borrowings, self.run.id)
                self.writer.put_corpus_findings("compare", findings, self.run.id)
                self._note("compare", "", causes, [*borrowings, *findings], count=len(borrowings))
        self.progress("compare", 1, 1)

    def reconcile(self) -> None:
        """Builds the events from all accounts that count, and finds what is disputed about them."""
        rulings, sure = self.plan.rulings, self.plan.config.code.min_confidence
        coded = self.reader.accounts()
        accounts = rulings.judged(coded, min_confidence=sure)
        words = count_words(coded, rulings, min_confidence=sure)
        standpoints, borrowings = self.reader.standpoints(), self.reader.borrowings()
        causes = digest(
            [one.id for one in borrowings],
            words.total,
            sorted(words.counts.items()),
            sorted(digest(plain(account)) for account in accounts),
            sorted(standpoints.items()),
            sorted(rulings.same),
            sorted(rulings.different),
            rulings.on_events(),
        )
        self.progress("reconcile", 0, 1)
        self.done = self.reader.stage_outputs("reconcile")
        if not self._fresh("reconcile", "", causes):
            from dragoman.accounts.regroup import find_regroupings

            found = join_accounts(
                accounts,
                rulings,
                standpoints,
                scale=self.plan.config.relate.scale,
                authority=Authority.load(self.plan.extra),
                borrowings=borrowings,
                words=words,
            )
            events, conflicts, matches, links = found
            changed = find_regroupings(self.reader.groups(), (event.account_ids for event in events))
            counted = {account.id: account for account in accounts}
            findings = comparing.weigh(self.reader, events, counted, borrowings, self.plan.config.check)
            with self.writer.transaction():
                self.writer.put_events(events, conflicts, self.run.id, matches=matches, links=links)
                # Of the same judgements a part may have been put together before the run: what that changed, stands.
                self.writer.put_regroupings(changed or self.reader.regroupings(self.run.id), self.run.id)
                self.writer.put_corpus_findings("reconcile", findings, self.run.id)
                made = [*events, *conflicts, *matches, *links, *findings]
                self._note("reconcile", "", causes, made, count=len(events))
        basis = self.plan.basis(words.total)
        if basis != self.reader.grouped():
            with self.writer.transaction():
                self.writer.put_basis(basis, words.counts)
        self.progress("reconcile", 1, 1)
