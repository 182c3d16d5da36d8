"""What the database remembers of its own making: runs, and what each stage has finished."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.store.columns import Row, as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One building of the database: what went in, with which versions, and what came out.

    ``id`` is a hash of config, inputs, versions and judgements, so the same run twice has one id. ``inputs`` are pairs
    (sha256, path as given); ``outputs`` holds, for each stage, how many records it wrote and their digest.
    """

    id: str
    config_digest: str
    inputs: tuple[tuple[str, str], ...]
    versions: Mapping[str, str]
    judgements_digest: str
    outputs: Mapping[str, tuple[int, str]]
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageOutput:
    """What a stage did for one thing (an input, a document, the project): reused while its causes are the same."""

    stage: str
    about: str
    input_digest: str
    config_digest: str
    version: str
    count: int
    output_digest: str


def run_row(run: Run) -> dict[str, Any]:
    """The row of a run."""
    return {
        "id": run.id,
        "config_digest": run.config_digest,
        "inputs": as_json(run.inputs),
        "versions": json.dumps(dict(run.versions), sort_keys=True),
        "judgements_digest": run.judgements_digest,
        "outputs": json.dumps(dict(run.outputs), sort_keys=True),
        "finished": int(run.finished),
    }


def row_run(row: Row) -> Run:
    """The run of a row."""
    return Run(
        id=row["id"],
        config_digest=row["config_digest"],
        inputs=tuple((sha, given) for sha, given in json.loads(row["inputs"])),
        versions=json.loads(row["versions"]),
        judgements_digest=row["judgements_digest"],
        outputs={stage: (count, digest) for stage, (count, digest) in json.loads(row["outputs"]).items()},
        finished=bool(row["finished"]),
    )
