"""How many sources stand behind accounts: those that copy one another count once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from dragoman.model import Account, Borrowing

COPY = 0.5
"""Share of the shorter of two documents from which the one is a copy of the other throughout."""

NOTABLE_WORDS, NOTABLE_SHARE = 40, 0.1
"""Words in common, or share of the shorter text, from which it is told that two documents share them."""

_POINTS_WITHIN = re.compile(r"\d{1,3}[a-z]?|[¹²³⁰-⁹]+|[a-z]|(?:ibid|ibidem|idem|op cit|loc cit|supra)\b.*")
"""The mark of a note ("[^2]"), or words that point back: what they mean is known in their own document alone."""


class Origins:
    """Which accounts go back to one source.

    An account goes back to the work that its text cites for it, else to its document. Two of them have one origin when
    their documents share half of the wording of the shorter, when both lie in words that the documents share, or when
    the one cites the other's document for it.
    """

    def __init__(self, borrowings: Iterable[Borrowing] = ()) -> None:
        self._copies: dict[str, str] = {}
        self._shared: dict[frozenset[str], list[Borrowing]] = defaultdict(list)
        self._citing: dict[tuple[str, str], str] = {}
        for one in sorted(borrowings, key=lambda one: one.id):
            if one.kind == "citing":
                self._citing[one.document_ids[0], spelt(one.one.quote)] = one.document_ids[1]
                continue
            self._shared[frozenset(one.document_ids)].append(one)
            if one.share >= COPY and one.kind != "quotation":
                first, second = sorted(self.document(id) for id in one.document_ids)
                self._copies[second] = first if first != second else second

    def document(self, document_id: str) -> str:
        """The document that a document is a copy of; itself where it is none."""
        while self._copies.get(document_id, document_id) != document_id:
            document_id = self._copies[document_id]
        return document_id

    def of(self, accounts: Iterable[Account]) -> tuple[tuple[Account, ...], ...]:
        """The accounts, those of one origin together; in the order of their ids."""
        known = sorted(accounts, key=lambda account: account.id)
        root = {account.id: account.id for account in known}

        def find(id: str) -> str:
            while root[id] != id:
                id = root[id]
            return id

        first: dict[str, str] = {}
        for account in known:
            for key in self._keys(account):
                ends = sorted((find(account.id), find(first.setdefault(key, account.id))))
                root[ends[1]] = ends[0]
        for account, other in self._neighbours(known):
            if self._in_shared_words(account, other):
                ends = sorted((find(account.id), find(other.id)))
                root[ends[1]] = ends[0]
        together: dict[str, list[Account]] = defaultdict(list)
        for account in known:
            together[find(account.id)].append(account)
        return tuple(tuple(together[id]) for id in sorted(together))

    def count(self, accounts: Iterable[Account]) -> int:
        """How many sources the accounts go back to."""
        return len(self.of(accounts))

    def _neighbours(self, accounts: Iterable[Account]) -> Iterator[tuple[Account, Account]]:
        """The pairs of accounts that stand in two documents which share words: of thousands of accounts only few."""
        held: dict[str, list[Account]] = defaultdict(list)
        for account in accounts:
            held[account.document_id].append(account)
        for shared in self._shared:
            if len(shared) == 2 and shared <= held.keys():
                one, other = sorted(shared)
                yield from product(held[one], held[other])

    def _keys(self, account: Account) -> tuple[str, ...]:
        home = self.document(account.document_id)
        work = cited_work(home, account.cited)
        if not work:
            return (f"document {home}",)
        read = self._citing.get((account.document_id, spelt(account.cited)))
        return (f"cited {work}", *((f"document {self.document(read)}",) if read else ()))

    def _in_shared_words(self, one: Account, other: Account) -> bool:
        for shared in self._shared.get(frozenset((one.document_id, other.document_id)), ()):
            places = {shared.document_ids[0]: shared.one, shared.document_ids[1]: shared.other}
            if all(
                min(places[it.document_id].end, it.evidence.end) - max(places[it.document_id].start, it.evidence.start)
                > (it.evidence.end - it.evidence.start) / 2
                for it in (one, other)
            ):
                return True
        return False


def is_notable(shared: Sequence[Borrowing]) -> bool:
    """Whether what two documents share is worth telling: a motto or a form of words that both have is not."""
    words = sum(one.words for one in shared)
    return words >= NOTABLE_WORDS or any(one.share >= NOTABLE_SHARE or one.kind == "citing" for one in shared)


def spelt(words: str) -> str:
    """A citation as it is compared: without case and marks."""
    return " ".join("".join(mark if mark.isalnum() else " " for mark in words.casefold()).split())


def cited_work(document_id: str, cited: str) -> str:
    """The work that a document cites, as it is compared; "" where it cites none.

    The mark of a note and "ibid." name a work in their own document alone: note 2 of two documents is two notes.
    """
    words = spelt(cited)
    return words if not words or is_named(cited) else f"{words} in {document_id}"


def is_named(cited: str) -> bool:
    """Whether a citation names a work by itself, not by a note's mark or by pointing back."""
    words = spelt(cited)
    return bool(words) and not _POINTS_WITHIN.fullmatch(words)
