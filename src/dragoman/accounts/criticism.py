"""What is wrong with, or doubtful in, a source."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dragoman.accounts.rules import RULES, Case, Rule
from dragoman.errors import ConfigError
from dragoman.ids import content_id
from dragoman.model import Account, Finding, Source
from dragoman.model.text import Reading
from dragoman.vocab.actors import Authority


def criticise(
    reading: Reading,
    source: Source,
    accounts: Sequence[Account],
    *,
    authority: Authority | None = None,
    disabled: Collection[str] = (),
) -> Iterator[Finding]:
    """What the rules object to in one document, in the order of the text.

    ``accounts`` are those coded from the document (others are passed over); ``disabled`` names rules to leave out.
    A place is objected to once by each rule.

    Raises:
        ConfigError: ``disabled`` names a rule that there is not.
    """
    unknown = sorted(set(disabled) - {rule.id for rule in RULES})
    if unknown:
        raise ConfigError(f"no rule {unknown[0]!r} (rules: {', '.join(rule.id for rule in RULES)})")
    document = reading.document
    case = Case(
        reading=reading,
        source=source,
        accounts=tuple(account for account in accounts if account.document_id == document.id),
        authority=authority or Authority.load(),
    )
    found = {finding.id: finding for rule in RULES if rule.id not in disabled for finding in _apply(rule, case)}
    yield from sorted(found.values(), key=lambda finding: (finding.evidence.start, finding.evidence.end, finding.rule))


def _apply(rule: Rule, case: Case) -> Iterator[Finding]:
    document = case.reading.document.id
    for doubt in rule.check(case):
        yield Finding(
            id=content_id("fnd", document, rule.id, doubt.evidence.start, doubt.evidence.end),
            document_id=document,
            rule=rule.id,
            severity=rule.severity,
            why=doubt.why,
            evidence=doubt.evidence,
        )
