"""What is wrong with, or doubtful in, a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from dragoman.accounts.rules import (
    CORPUS_RULES,
    RULE_IDS,
    RULES,
    About,
    Case,
    Corpus,
    CorpusRule,
    Doubt,
    Rule,
    Severity,
)
from dragoman.errors import ConfigError
from dragoman.ids import content_id
from dragoman.model import Account, Finding, Reference, Source
from dragoman.model.text import Reading
from dragoman.vocab.actors import Authority

R = TypeVar("R", Rule, CorpusRule)
OFF = "off"
"""What a rule is set to that is to be left out."""


def criticise(
    reading: Reading,
    source: Source,
    accounts: Sequence[Account],
    *,
    authority: Authority | None = None,
    references: Sequence[Reference] = (),
    severities: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """What the rules object to in one document, in the order of the text.

    ``accounts`` are those coded from the document (others are passed over), ``references`` what it cites.
    ``severities`` sets rules to another severity, or to "off". A place is objected to once by each rule.

    Raises:
        ConfigError: ``severities`` names a rule that there is not.
    """
    document = reading.document
    case = Case(
        reading=reading,
        source=source,
        accounts=tuple(account for account in accounts if account.document_id == document.id),
        authority=authority or Authority.load(),
        references=tuple(one for one in references if one.document_id == document.id),
    )
    found = {
        finding.id: finding
        for rule in in_force(RULES, severities or {})
        for finding in (_finding(rule, document.id, doubt) for doubt in rule.check(case))
    }
    yield from sorted(found.values(), key=lambda finding: (finding.evidence.start, finding.evidence.end, finding.rule))


def criticise_corpus(
    corpus: Corpus, *, about: About | None = None, severities: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """What the rules object to that no document shows by itself, by document and place; errors as for ``criticise``.

    With ``about`` only the rules that look at the texts, or at the events.
    """
    found = {
        finding.id: finding
        for rule in in_force(CORPUS_RULES, severities or {})
        if about in (None, rule.about)
        for finding in (_finding(rule, document_id, doubt) for document_id, doubt in rule.check(corpus))
    }
    return tuple(
        sorted(found.values(), key=lambda one: (one.document_id, one.evidence.start, one.evidence.end, one.rule))
    )


def in_force(rules: Iterable[R], severities: Mapping[str, str]) -> tuple[R, ...]:
    """The rules that are not off, with the severity that they are set to.

    Raises:
        ConfigError: ``severities`` names a rule that there is not.
    """
    unknown = sorted(set(severities) - RULE_IDS)
    if unknown:
        raise ConfigError(f"no rule {unknown[0]!r} (rules: {', '.join(sorted(RULE_IDS))})")
    chosen = ((rule, severities.get(rule.id, rule.severity)) for rule in rules)
    return tuple(replace(rule, severity=cast(Severity, severity)) for rule, severity in chosen if severity != OFF)


def _finding(rule: Rule | CorpusRule, document_id: str, doubt: Doubt) -> Finding:
    return Finding(
        id=content_id("fnd", document_id, rule.id, doubt.evidence.start, doubt.evidence.end),
        document_id=document_id,
        rule=rule.id,
        severity=rule.severity,
        why=doubt.why,
        evidence=doubt.evidence,
    )
