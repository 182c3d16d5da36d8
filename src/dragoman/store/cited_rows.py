"""Entries of bibliographies, and references to them, as rows of their tables, and back."""

from __future__ import annotations

import json
from typing import Any

from dragoman.attach import Attached
from dragoman.model import Reference, Work
from dragoman.store.columns import Row, as_json, place_words, row_words


def work_row(work: Work) -> dict[str, Any]:
    """The row of an entry, but for the file it is from."""
    return {
        "key": work.key,
        "csl": json.dumps(dict(work.csl), ensure_ascii=False, sort_keys=True),
        "files": as_json(work.files),
    }


def row_work(row: Row) -> Work:
    """The entry of a row."""
    return Work(key=row["key"], csl=json.loads(row["csl"]), files=tuple(json.loads(row["files"])))


def attached_row(attached: Attached) -> dict[str, Any]:
    """The row that ties an entry to a source."""
    return {
        "source_id": attached.source_id,
        "key": attached.work.key,
        "csl": json.dumps(dict(attached.work.csl), ensure_ascii=False, sort_keys=True),
        "standpoint": attached.says("standpoint") or None,
        "genre": attached.says("genre"),
        "how": attached.how,
    }


def reference_row(reference: Reference) -> dict[str, Any]:
    """The row of a reference."""
    return {
        "id": reference.id,
        "document_id": reference.document_id,
        **place_words(reference.evidence),
        "kind": reference.kind,
        "author": reference.author,
        "title": reference.title,
        "year": reference.year,
        "archive": reference.archive,
        "file": reference.file,
        "locator": reference.locator,
        "again": reference.again,
    }


def row_reference(row: Row) -> Reference:
    """The reference of a row."""
    return Reference(
        id=row["id"],
        document_id=row["document_id"],
        evidence=row_words(row),
        kind=row["kind"],
        author=row["author"],
        title=row["title"],
        year=row["year"],
        archive=row["archive"],
        file=row["file"],
        locator=row["locator"],
        again=row["again"],
    )
