"""A project's folder: what is in it, and how its database is built from it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from dragoman import codings as coding
from dragoman import judgement_file, manifest
from dragoman.audit import stored_outputs
from dragoman.codings import CodingLog
from dragoman.config import FILE_NAME, Config, load_config
from dragoman.errors import ConfigError, InputError, StoreError
from dragoman.handwork import lost_codings, lost_judgements
from dragoman.ids import digest
from dragoman.inputs import Input, Inputs, sha256_of
from dragoman.judgement_file import JudgementLog
from dragoman.judgements import Rulings, rule
from dragoman.model import Document, Judgement
from dragoman.pipeline import Plan, Progress, build, silent
from dragoman.replay import replay
from dragoman.store import SCHEMA_VERSION, Reader, Run
from dragoman.vocab.actors import Authority

DATABASE = "dragoman.db"
SOURCES = "sources"
EXPORTS = "exports"

NEW_CONFIG = """\
# Settings of a Dragoman project. What is commented out is what holds when nothing is said.

[project]
title = {title}

[read]
# languages = ["en"]        # documents in other languages are skipped, and said to be

[tables]
# date = ""                 # tables of events (CSV, XLSX): the column that holds the date, by its name in the header;
# description = ""          # so too actor, recipient, event_type, mode, status, place, source. "" lets the header tell

[codings]
# order = []                # coders by hand: of a sentence that several coded, the first of them counts
# quote = ""                # the column of a file of codings that holds the words; so too document, start, end...

[actors]
# extra = ""                # a file of this project that adds to the built-in authority list

[code]
# coder = "lexicon"         # see `dragoman plugins`
# model = ""                # a spaCy model's name or folder; "" the one that comes with Dragoman; "none" no parser
# min_confidence = 0.0      # accounts below it build no events, unless accepted by hand

[relate]
# scale = "plover"          # or "goldstein-1992"
# bin = "year"              # or "quarter", "month", "day"

[check]
# disabled = []             # names of rules, as `dragoman check` shows them
"""


def create(folder: Path, *, title: str = "") -> Path:
    """Makes a new project: the folder, its settings, and room for sources and exports; returns the settings' path.

    Raises:
        ConfigError: there is a project already.
        StoreError: the folder cannot be written.
    """
    config = folder / FILE_NAME
    if config.exists():
        raise ConfigError(f"{config}: there is a project here already")
    try:
        for part in (folder, folder / SOURCES, folder / EXPORTS):
            part.mkdir(parents=True, exist_ok=True)
        # JSON's texts are TOML's basic strings.
        config.write_text(NEW_CONFIG.format(title=json.dumps(title, ensure_ascii=False)), encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return config


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the files that were handed in: new, known by their content, unreadable."""

    new: tuple[Input, ...]
    known: tuple[Input, ...]
    refused: tuple[InputError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a second building showed: in which stages the records differ, and which versions are others than before.

    Other versions alone are no fault: the records are what counts.
    """

    differences: tuple[str, ...]
    versions: tuple[str, ...]


class Project:
    """A project's folder, opened.

    Raises:
        ConfigError: the folder holds no ``dragoman.toml``, or one that cannot be meant.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = folder = Path(folder)
        if not (folder / FILE_NAME).is_file():
            raise ConfigError(f"{folder}: no {FILE_NAME} here; `dragoman init` makes a project")
        self.config: Config = load_config(folder / FILE_NAME)
        self.inputs = Inputs(folder / SOURCES)
        self.database = folder / DATABASE

    @property
    def exports(self) -> Path:
        """Where dossiers and exports go."""
        return self.folder / EXPORTS

    @property
    def extra(self) -> Path | None:
        """The project's own authority file.

        Raises:
            ConfigError: it is named in the settings but not there.
        """
        if not self.config.actors.extra:
            return None
        path = self.folder / self.config.actors.extra
        if not path.is_file():
            raise ConfigError(f"{self.folder / FILE_NAME}: actors.extra: there is no file {path}")
        return path

    @cached_property
    def authority(self) -> Authority:
        """Who is known: the built-in authority list, and the project's own additions."""
        return _load_authority(self.extra, sha256_of(self.extra) if self.extra else "")

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A read-only view of the database, closed afterwards."""
        with Reader(self.database) as reader:
            yield reader

    # What goes in

    def add(
        self,
        *paths: str | Path,
        bibliography: Iterable[str | Path] = (),
        progress: Progress | None = None,
        below: Path | None = None,
    ) -> Added:
        """Takes files, or all files of folders and ZIP archives, into the project.

        The copies in ``sources/`` are never edited. A file of an archive goes by the archive's path and its own name.

        Each file is read once, so that one that cannot be read is refused now and not in the middle of a run. What is
        refused is returned, not raised; the others go on. What is handed in as a ``bibliography`` must be one. Files in
        the folder ``below`` go by their path within it.
        """
        from dragoman.gather import read_records
        from dragoman.sources.archive import count_files, list_files, open_files

        new: list[Input] = []
        known: list[Input] = []
        refused: list[InputError] = []
        works = [Path(path) for path in bibliography]
        files = list_files([*(Path(path) for path in paths), *works], refused.append)
        total, done = sum(count_files(path) for path in files), 0
        for path in files:
            for file, found in open_files(path, refused.append):
                (progress or silent)("add", done, total)
                done += 1
                inside = below is not None and Path(found).is_relative_to(below)
                given = Path(found).relative_to(below).as_posix() if inside and below is not None else found
                try:
                    for record in read_records(file, given=given, config=self.config, is_trial=True):
                        if path in works and isinstance(record, Document):
                            raise InputError(given, "this is no bibliography", expected="BibTeX, RIS or CSL-JSON")
                    item, fresh = self.inputs.add(file, given=given)
                except InputError as error:
                    refused.append(error)
                    continue
                (new if fresh else known).append(item)
        (progress or silent)("add", total, total)
        return Added(new=tuple(new), known=tuple(known), refused=tuple(refused))

    def plan(self, database: Path | None = None) -> Plan:
        """All that a run is made from, as the project stands now."""
        log, codings = self.judgement_log(), self.coding_log()
        return Plan(
            database=database or self.database,
            inputs=self.inputs.all(),
            config=self.config,
            extra=self.extra,
            judgements=log.judgements,
            rulings=replace(rule(log.judgements), hands=codings.coders(self.config.codings.order)),
            codings=codings,
            judgements_digest=digest(log.digest(), codings.digest()) if codings.codings else log.digest(),
        )

    def run(self, *, workers: int | None = None, progress: Progress | None = None) -> Run:
        """Brings the database up to date; only what has changed since the last run is done again.

        Raises:
            StoreError: another run is at work, the disk is full, or the database is from a newer version.
            StageError: a stage broke on a document; what was finished is kept.
        """
        return build(self.plan(), workers=workers, progress=progress or silent)

    def settle(self, *, most: int | None = None) -> Run | None:
        """Brings the events up to date with the judgements, and nothing else: far sooner than a run.

        Where all accounts must be looked at for it, and there are more than ``most``, nothing is done: None.

        Raises:
            StoreError: another run is at work, or the database cannot be written.
        """
        from dragoman.settling import settle

        return settle(self.database, self.plan, most=most)

    def verify(self, *, workers: int | None = None, progress: Progress | None = None) -> Verification:
        """Builds the project again beside itself and compares what comes out with what the database holds.

        Raises:
            StoreError: the last run was cut off, or was of other inputs, settings or judgements than are there now.
        """
        plan = self.plan()
        wanted = self.wanted_run(plan)
        with self.reader() as reader:
            runs = reader.runs()
            held = stored_outputs(reader)
        if not runs or not runs[-1].finished:
            raise StoreError(f"{self.database}: the last run was cut off; run again, then verify")
        before = runs[-1]
        causes = (before.inputs, before.config_digest, before.judgements_digest)
        if causes != (wanted.inputs, wanted.config_digest, wanted.judgements_digest):
            raise StoreError(f"{self.database}: sources, settings or judgements have changed; run again, then verify")
        # Beside the project, not in the system's folder for such files: a large archive may not fit there.
        with tempfile.TemporaryDirectory(prefix="verify-", dir=self.folder) as scratch:
            again = replace(plan, database=Path(scratch) / DATABASE)
            after = build(again, workers=workers, progress=progress or silent)
        return Verification(
            differences=manifest.differences(replace(before, outputs=held), after),
            versions=manifest.version_changes(before, after),
        )

    @property
    def judgements_path(self) -> Path:
        """The file in which judgements are kept."""
        return self.folder / judgement_file.FILE_NAME

    def judgement_log(self) -> JudgementLog:
        """All judgements, and the lines of their file that hold none."""
        return judgement_file.read_judgements(self.judgements_path)

    def rulings(self) -> Rulings:
        """What is in force after all judgements."""
        hands = self.coding_log().coders(self.config.codings.order)
        return replace(rule(self.judgement_log().judgements), hands=hands)

    @property
    def codings_path(self) -> Path:
        """The file in which codings made by hand are kept."""
        return self.folder / coding.FILE_NAME

    def coding_log(self) -> CodingLog:
        """All codings made by hand, and the lines of their file that hold none."""
        return coding.read_codings(self.codings_path)

    def unknown_judgements(self) -> tuple[Judgement, ...]:
        """Judgements in the file about records that the last run did not make: kept, without effect for now."""
        log = self.judgement_log()
        if not log.judgements:
            return ()
        with self.reader() as reader:
            return lost_judgements(log.judgements, reader)

    def status(self) -> dict[str, Any]:
        """Where the project stands: what is in it, whether the database is up to date, what needs a person's eye."""
        plan = self.plan()
        wanted = self.wanted_run(plan)
        log, codings = self.judgement_log(), self.coding_log()
        found: dict[str, Any] = {
            "title": self.config.project.title,
            "inputs": len(plan.inputs),
            "judgements": len(log.judgements),
            "codings": sum(1 for one in codings.codings if one.event_type),
            "broken_codings": [{"line": line, "why": why} for line, why in codings.broken],
            "lost_codings": [],
            "broken_judgements": [{"line": line, "why": why} for line, why in log.broken],
            "contradicted_judgements": [
                one.judgement.id for one in replay(log.judgements).overruled if one.is_contradiction
            ],
            "database_version": SCHEMA_VERSION,
            "run": None,
            "up_to_date": False,
            "outputs": {},
            "skipped": 0,
            "unknown_judgements": [],
        }
        if self.database.is_file():
            with self.reader() as reader:
                last = next(iter(reversed(reader.runs())), None)
                found["run"] = last.id if last else None
                found["up_to_date"] = bool(last and last.finished and last.id == wanted.id)
                found["outputs"] = {
                    stage: count for stage, (count, _) in manifest.sum_outputs(reader.stage_outputs().values()).items()
                }
                found["skipped"] = len(reader.skipped())
                if found["up_to_date"]:
                    found["lost_codings"] = [one.account_id() for one in lost_codings(codings, reader)]
            found["unknown_judgements"] = [judgement.id for judgement in self.unknown_judgements()]
        return found

    def current_run(self, reader: Reader) -> Run | None:
        """The finished run of the project as it stands; None when the database is behind."""
        run = reader.run(self.wanted_run(self.plan()).id)
        return run if run and run.finished else None

    def wanted_run(self, plan: Plan) -> Run:
        """The run that the project as it stands would make."""
        return manifest.start_run(plan.config, plan.inputs, plan.judgements_digest, extra_sha=plan.extra_sha())


@lru_cache(maxsize=4)
def _load_authority(extra: Path | None, extra_sha: str) -> Authority:
    """Read once while the file's content stays the same: a server opens its project again after each change."""
    return Authority.load(extra)
