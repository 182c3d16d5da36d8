"""What a rule that looks at several documents together is, and what it is given to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dragoman.accounts.rules.case import Doubt, Severity
from dragoman.model import Account, Borrowing, Document, Event, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words that a document puts between quotation marks: ``text`` is what they read, line breaks undone."""

    document_id: str
    evidence: Evidence
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The documents of a project, and what was read in them. ``documents`` need not hold their texts."""

    documents: Mapping[str, Document]
    quoted: tuple[Quoted, ...] = ()
    borrowings: tuple[Borrowing, ...] = ()
    events: tuple[Event, ...] = ()
    accounts: Mapping[str, Account]

    def title(self, document_id: str) -> str:
        """What a document is called where another is doubted for its sake: its path, and its place in the file."""
        document = self.documents[document_id]
        return ", ".join(part for part in (document.path, document.locator) if part)

    def order(self, document_id: str) -> tuple[str, str, str, str]:
        """Documents by when they were written, those of unknown date last."""
        document = self.documents[document_id]
        return (document.written or "~", document.path, document.locator, document.id)


About = Literal["texts", "events"]
CorpusCheck = Callable[[Corpus], Iterator[tuple[str, Doubt]]]
"""Gives the documents that are objected to, each with the words and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusRule:
    """A rule of source criticism that no document can break by itself.

    ``about`` is what it looks at: the texts, or the events that were made of their accounts.
    """

    id: str
    severity: Severity
    about: About
    doc: str
    check: CorpusCheck
