"""What is wrong or doubtful in the sources, a page at a time: by severity, rule and document."""

from __future__ import annotations

import json
from typing import Any

from dragoman.model import Finding
from dragoman.store import history_rows
from dragoman.store.browse_reader import BrowseReader

GRAVITY = "CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"
"""The gravest first."""


class FindingReader(BrowseReader):
    """Findings of source criticism; ``without`` are the ids of those that people rejected."""

    def rule_counts(self, *, severity: str = "", without: tuple[str, ...] = ()) -> tuple[tuple[str, int], ...]:
        """How many findings there are of each rule, those of the commonest first."""
        where, values = _narrow(severity=severity, without=without)
        return self._pairs(
            f"SELECT f.rule, count(*) AS n FROM findings AS f WHERE {where} GROUP BY f.rule ORDER BY n DESC, f.rule",
            *values,
        )

    def severity_counts(self, *, rule: str = "", without: tuple[str, ...] = ()) -> tuple[tuple[str, int], ...]:
        """How many findings there are of each severity, the gravest first."""
        where, values = _narrow(rule=rule, without=without)
        return self._pairs(
            f"SELECT f.severity, count(*) FROM findings AS f WHERE {where} GROUP BY f.severity ORDER BY {GRAVITY}",
            *values,
        )

    def finding_page(
        self,
        *,
        severity: str = "",
        rule: str = "",
        document_id: str = "",
        without: tuple[str, ...] = (),
        limit: int,
        offset: int = 0,
    ) -> tuple[Finding, ...]:
        """A part of the list of findings: the gravest first, then in the order of the documents and their text."""
        where, values = _narrow(severity=severity, rule=rule, document_id=document_id, without=without)
        found = self._rows(
            "SELECT f.* FROM findings AS f JOIN documents AS d ON d.id = f.document_id"
            f" WHERE {where} ORDER BY {GRAVITY}, d.path, d.input, d.position, f.start, f.id LIMIT ? OFFSET ?",
            *values,
            limit,
            offset,
        )
        return tuple(history_rows.row_finding(row) for row in found)

    def words_around(self, ids: tuple[str, ...], *, letters: int) -> dict[str, tuple[str, str]]:
        """The words of the text before and after those that findings object to, by the finding's id."""
        found = self._rows(
            'SELECT f.id, substr(d.text, max(f.start - ?, 0) + 1, min(f.start, ?)), substr(d.text, f."end" + 1, ?)'
            " FROM findings AS f JOIN documents AS d ON d.id = f.document_id"
            " WHERE f.id IN (SELECT value FROM json_each(?))",
            letters,
            letters,
            letters,
            json.dumps(ids),
        )
        return {row[0]: (row[1], row[2]) for row in found}

    def count_findings(
        self, *, severity: str = "", rule: str = "", document_id: str = "", without: tuple[str, ...] = ()
    ) -> int:
        """How many findings a filter leaves."""
        where, values = _narrow(severity=severity, rule=rule, document_id=document_id, without=without)
        return self._count(f"SELECT count(*) FROM findings AS f WHERE {where}", *values)


def _narrow(
    *, severity: str = "", rule: str = "", document_id: str = "", without: tuple[str, ...] = ()
) -> tuple[str, list[Any]]:
    where, values = ["1"], list[Any]()
    for column, wanted in (("severity", severity), ("rule", rule), ("document_id", document_id)):
        if wanted:
            where.append(f"f.{column} = ?")
            values.append(wanted)
    if without:
        where.append("f.id NOT IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(without))
    return " AND ".join(where), values
