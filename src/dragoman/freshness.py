"""Tells what each stage's result is made from, so that only what has changed is done again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dragoman import manifest
from dragoman.audit import digest_records
from dragoman.config import Config
from dragoman.ids import digest
from dragoman.model import Account, Coding, Document, Source
from dragoman.model.name import JoinedName
from dragoman.plain import plain
from dragoman.store import StageOutput
from dragoman.worker import CHECK, CODE, EXPLAIN, NAMES, SPOT


class Freshness:
    """What the stages did before, against what they would do now with these settings.

    ``extra_sha`` is the SHA-256 of the project's own authority file, "" without one.
    """

    def __init__(self, config: Config, extra_sha: str) -> None:
        coder = {"coder": config.code.coder, "model": config.code.model, "extra": extra_sha}
        self._settings = {
            "read": config.digest("read", "tables"),
            NAMES: digest(extra_sha),
            "join": digest(extra_sha),
            SPOT: digest(extra_sha),
            CODE: digest(coder, config.digest("tables")),
            EXPLAIN: digest(extra_sha),
            CHECK: digest(config.digest("check"), extra_sha),
            "compare": config.digest("check"),
            "reconcile": digest(config.relate.scale, extra_sha, config.digest("check")),
        }

    def holds(self, done: Mapping[tuple[str, str], StageOutput], stage: str, about: str, causes: str) -> bool:
        """Whether what a stage did before (``done``, by stage and thing) can be used again: nothing of it changed."""
        before = done.get((stage, about))
        return (
            before is not None
            and before.input_digest == causes
            and before.config_digest == self._settings[stage]
            and before.version == manifest.stage_version(stage)
        )

    def settings(self, stage: str) -> str:
        """The digest of the settings that a stage depends on."""
        return self._settings[stage]

    def output(
        self, stage: str, about: str, causes: str, records: Sequence[Any], *, count: int | None = None
    ) -> StageOutput:
        """What a stage did now; ``count`` is how many things it made where those are not all ``records``."""
        return StageOutput(
            stage=stage,
            about=about,
            input_digest=causes,
            config_digest=self._settings[stage],
            version=manifest.stage_version(stage),
            count=len(records) if count is None else count,
            output_digest=digest_records(records),
        )


def text_digest(document: Document, found: str | None, source: Source) -> str:
    """What a stage that reads a document depends on; ``found`` is the date found in its text."""
    # The path does not change what a text says: a file that was renamed is not coded again.
    return digest(plain(replace(document, path="")), found, plain(source.listed), source.standpoint)


def causes_of(
    document: Document,
    found: str | None,
    source: Source,
    judged: Sequence[Account],
    joined: Sequence[JoinedName],
    *,
    codings: Sequence[Coding],
) -> dict[str, str]:
    """What each stage's result for a document depends on, beside settings and version."""
    text = digest(text_digest(document, found, source), plain(joined))
    claims = digest(plain(judged))
    return {
        SPOT: text,
        CODE: digest(text, plain(codings)),
        EXPLAIN: digest(text, claims),
        CHECK: digest(text, plain(source), claims),
    }
