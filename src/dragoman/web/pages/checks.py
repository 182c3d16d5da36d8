"""Checks: what is wrong or doubtful in the sources, each with its words and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Query

from dragoman.accounts.rules import CORPUS_RULES, RULES
from dragoman.web.desk import AtDesk
from dragoman.web.page import PageNumber, Pages, missing
from dragoman.web.paging import Span, span_of
from dragoman.wording import close_up, sentence

pages = Pages(key="checks")

PER_PAGE = 50
AROUND = 90
"""Characters of the text shown on each side of the words objected to."""

Grave = Literal["", "error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding: the words objected to, with those around them, and why. ``locator`` is their place in the work."""

    id: str
    severity: str
    rule: str
    why: str
    document_id: str
    document: str
    locator: str
    start: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule, what it looks for, and how many findings it has under the severity that is asked for."""

    id: str
    about: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksPage:
    """A page of the findings; ``severities`` and ``rules`` say by what they can be narrowed."""

    severity: str
    rule: str
    document: str
    document_title: str
    rejected: int
    severities: tuple[tuple[str, int], ...]
    rules: tuple[RuleRow, ...]
    span: Span
    findings: tuple[FindingRow, ...]


@pages.page("/checks", template="checks.html.j2")
def checks(
    desk: AtDesk,
    severity: Grave = "",
    rule: Annotated[str, Query(max_length=60, description="The name of a rule.")] = "",
    document: Annotated[str, Query(max_length=60, description="The id of a document.")] = "",
    page: PageNumber = 1,
) -> ChecksPage:
    """What is wrong or doubtful in the sources: by severity, rule and document."""
    bench = desk.bench()
    without = tuple(sorted(one for one in bench.rulings().rejected if one.startswith("fnd_")))
    looks_for = {one.id: one.doc for one in RULES} | {one.id: one.doc for one in CORPUS_RULES}
    with bench.reader() as reader:
        counted = desk.once(
            ("findings", severity, rule),
            lambda: (
                reader.severity_counts(rule=rule, without=without),
                reader.rule_counts(severity=severity, without=without),
            ),
        )
        total = desk.once(
            ("findings", severity, rule, document),
            lambda: reader.count_findings(severity=severity, rule=rule, document_id=document, without=without),
        )
        span = span_of(page, PER_PAGE, total)
        found = reader.finding_page(
            severity=severity,
            rule=rule,
            document_id=document,
            without=without,
            limit=PER_PAGE,
            offset=max(span.first - 1, 0),
        )
        around = reader.words_around(tuple(one.id for one in found), letters=AROUND)
        documents = reader.documents_of([*(one.document_id for one in found), *([document] if document else [])])
    if document and document not in documents:
        raise missing(f"there is no document {document}")
    rows = []
    for one in found:
        told, words = documents[one.document_id], one.evidence
        before, after = around[one.id]
        rows.append(
            FindingRow(
                id=one.id,
                severity=one.severity,
                rule=one.rule,
                why=sentence(one.why),
                document_id=told.id,
                document=told.title or told.path,
                locator=told.locate(words.start),
                start=words.start,
                before=_cut(before, last=True),
                quote=close_up(words.quote),
                after=_cut(after, last=False),
            )
        )
    shown = documents.get(document)
    return ChecksPage(
        severity=severity,
        rule=rule,
        document=document,
        document_title=(shown.title or shown.path) if shown else "",
        rejected=len(without),
        severities=counted[0],
        rules=tuple(RuleRow(id=id, about=looks_for.get(id, ""), count=count) for id, count in counted[1]),
        span=span,
        findings=tuple(rows),
    )


def _cut(words: str, *, last: bool) -> str:
    """The words with their line breaks closed up, without the one that the cut went through."""
    told = close_up(words)
    if len(words) >= AROUND:
        told = told.partition(" ")[2] if last else told.rpartition(" ")[0]
    beside = words[-1:] if last else words[:1]
    return told if not beside.isspace() else f"{told} " if last else f" {told}"
