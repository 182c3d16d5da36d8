"""How values that SQLite has no type for are kept in a column: lists as JSON, evidence as four columns or one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from dragoman.model import Evidence

Row = Mapping[str, Any] | sqlite3.Row


def as_json(value: Any) -> str:
    """JSON without blanks, letters of all scripts as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_words(evidence: Evidence) -> str:
    """Evidence as the JSON array [passage id, start, end, quote]."""
    return as_json([evidence.passage_id, evidence.start, evidence.end, evidence.quote])


def read_words(value: str) -> Evidence:
    """The evidence that ``as_words`` wrote."""
    passage_id, start, end, quote = json.loads(value)
    return Evidence(passage_id=passage_id, start=start, end=end, quote=quote)


def row_words(row: Row) -> Evidence:
    """The evidence in the columns passage_id, start, end and quote."""
    return Evidence(passage_id=row["passage_id"], start=row["start"], end=row["end"], quote=row["quote"])


def place_words(evidence: Evidence) -> dict[str, Any]:
    """Evidence as the columns passage_id, start, end and quote."""
    return {"passage_id": evidence.passage_id, "start": evidence.start, "end": evidence.end, "quote": evidence.quote}
