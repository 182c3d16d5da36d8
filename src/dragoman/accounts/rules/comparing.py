"""Rules about documents beside one another: quotations that differ, wording that is shared, claims of one source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from dragoman.accounts.rules.case import Doubt
from dragoman.accounts.rules.corpus import Corpus, CorpusRule, Quoted
from dragoman.model import Account, Borrowing
from dragoman.vocab.origins import Origins, is_named, is_notable

LONG = 8
"""Words of a quotation that is compared: shorter ones are terms and phrases."""
SHINGLE = 4
"""Words in a row that two quotations must share to be held beside one another."""
COMMON = 20
"""Quotations that share a shingle from which it is a phrase that everybody quotes."""
CORE = 12
"""Words from the first to the last that two quotations have in common, from which they can be of one saying."""
ALIKE = 0.75
"""Share of words, equal by two or more in a row, from which they are; translations of one text lie below it."""
SPELLING = 80
"""rapidfuzz ratio (0 to 100) from which two words are one, spelled or printed differently: "labor", "labour"."""
FORMULA = 3
"""Ways of differing from others that make a quotation a form that is filled in ("concurred in on 30 October 1956")."""
MANY = 3
"""Accounts of an event from which it can be said that most of them come from one source."""
MOST = 2 / 3
"""Share of an event's accounts from which they are most."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|\.\s?\.\s?\.|…|\[[^\]]{0,80}\]")
_LEFT_OUT = re.compile(r"[.…\[]")


def quotation_differs(corpus: Corpus) -> Iterator[tuple[str, Doubt]]:
    """Two documents quote one saying in different words; what stands at marks of omission may differ.

    The one that fewer documents agree with is objected to, of equals the later.
    """
    long = [(one, _tokens(one)) for one in corpus.quoted]
    long = [(one, words) for one, words in long if len(words) >= LONG]
    long.sort(key=lambda pair: (corpus.order(pair[0].document_id), pair[0].evidence.start))
    found: list[tuple[int, int, tuple[str, str]]] = []
    ways: dict[int, set[tuple[str, str]]] = defaultdict(set)
    agreeing: dict[int, list[Quoted]] = defaultdict(list)
    for at, other in _alike([words for _, words in long]):
        if long[at][0].document_id != long[other][0].document_id:
            told = _difference(long[at][1], long[other][1])
            if told == ("", ""):
                agreeing[at].append(long[other][0])
                agreeing[other].append(long[at][0])
            elif told:
                found.append((at, other, told))
                ways[at].add(told)
                ways[other].add(told)
    for at, other, told in found:
        if len(ways[at]) >= FORMULA or len(ways[other]) >= FORMULA:
            continue
        here, there, words = long[other][0], long[at][0], (told[1], told[0])
        if _backing(there, agreeing[at]) < _backing(here, agreeing[other]):
            here, there, words = there, here, told
        yield (
            here.document_id,
            Doubt(
                evidence=here.evidence,
                why=f"“{words[0]}” here, “{words[1]}” in {corpus.title(there.document_id)}, which quotes the same",
            ),
        )


def _backing(quoted: Quoted, others: Sequence[Quoted]) -> int:
    """How many documents quote a saying in the same words."""
    return len({quoted.document_id, *(one.document_id for one in others)})


def _tokens(quoted: Quoted) -> list[str]:
    return [found[0] for found in _TOKEN.finditer(quoted.text)]


def _alike(quotations: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The pairs of quotations that share a shingle that is not everybody's."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, words in enumerate(quotations):
        plain = [word.casefold() for word in words]
        for shingle in {tuple(plain[at : at + SHINGLE]) for at in range(len(plain) - SHINGLE + 1)}:
            holders[shingle].append(number)
    return sorted({pair for found in holders.values() if len(found) <= COMMON for pair in combinations(found, 2)})


def _difference(one: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
    """The first words in which two quotations of one saying differ, as each has them, "" for both where they agree.

    None where they are of two sayings; so are two forms of words about papers of two numbers. What either has before or
    after the other is no difference, nor is what an omission or an insertion is marked for.
    """
    plain = [word.casefold() for word in one], [word.casefold() for word in other]
    blocks = [code for code in Indel.opcodes(*plain) if code.tag == "equal"]
    core = [code for code in blocks if code.src_end - code.src_start > 1]
    if not core:
        return None
    first, last = core[0], core[-1]
    same = sum(code.src_end - code.src_start for code in core)
    longest = max(last.src_end - first.src_start, last.dest_end - first.dest_start)
    if longest < CORE or same < ALIKE * longest:
        return None
    within = [code for code in blocks if first.src_start <= code.src_start <= last.src_start]
    for before, after in pairwise(within):
        here, there = one[before.src_end : after.src_start], other[before.dest_end : after.dest_start]
        if not _agree(here, there):
            if (
                here
                and there
                and _is_numbered(one[before.src_end - 1])
                and here[0][:1].isdigit()
                and there[0][:1].isdigit()
            ):
                return None
            context = slice(before.src_end - 2, after.src_start + 2), slice(before.dest_end - 2, after.dest_start + 2)
            return " ".join(one[context[0]]), " ".join(other[context[1]])
    return "", ""


def _is_numbered(word: str) -> bool:
    """Whether a word before a number makes it that of a paper: "NSC 5706", "Resolution 242"."""
    return word.isupper() or word.casefold() in {"no", "nos", "number", "resolution", "document", "telegram", "paper"}


def _agree(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether words that are not equal differ in spelling alone, or where something is marked as left out."""
    if any(_LEFT_OUT.match(word) for word in (*here, *there)):
        return True
    joined = "".join(here).casefold(), "".join(there).casefold()
    if any(word.isdigit() for word in (*here, *there)):
        return joined[0] == joined[1]
    return min(map(len, joined)) > 3 and fuzz.ratio(*joined) >= SPELLING


def shares_wording(corpus: Corpus) -> Iterator[tuple[str, Doubt]]:
    """The later of two documents has words of the earlier without quotation marks."""
    pairs: dict[tuple[str, str], list[Borrowing]] = defaultdict(list)
    for one in corpus.borrowings:
        if one.kind == "wording":
            pairs[one.document_ids].append(one)
    for ids, shared in sorted(pairs.items()):
        longest = max(shared, key=lambda one: (one.words, -one.one.start))
        later = max(ids, key=corpus.order)
        earlier = min(ids, key=corpus.order)
        words = sum(one.words for one in shared)
        if not is_notable(shared):
            continue
        yield (
            later,
            Doubt(
                evidence=longest.one if later == ids[0] else longest.other,
                why=f"{words} words stand also in {corpus.title(earlier)}, without quotation marks"
                f" ({shared[0].share:.0%} of the shorter text)",
            ),
        )


def one_source_for_most(corpus: Corpus) -> Iterator[tuple[str, Doubt]]:
    """An event that several accounts tell goes back, for most of them, to one source."""
    origins = Origins(corpus.borrowings)
    for event in corpus.events:
        accounts = [corpus.accounts[one] for one in event.account_ids if one in corpus.accounts]
        documents = {account.document_id for account in accounts}
        if len(accounts) < MANY or len(documents) < 2:
            continue
        groups = sorted(origins.of(accounts), key=lambda group: (-len(group), group[0].id))
        heaviest = groups[0]
        if len(heaviest) < MOST * len(accounts) or len({one.document_id for one in heaviest}) < 2:
            continue
        told = min(heaviest, key=lambda one: (not one.cited, corpus.order(one.document_id), one.evidence.start))
        yield (
            told.document_id,
            Doubt(
                evidence=told.evidence,
                why=f"{len(heaviest)} of the {len(accounts)} accounts of this, in {len(documents)} documents, go back"
                f" to one source{_named(heaviest)}",
            ),
        )


def _named(accounts: Sequence[Account]) -> str:
    named = (account for account in accounts if is_named(account.cited))
    cited = sorted({" ".join(account.cited.split()) for account in named})
    return f": {cited[0].strip('() ')}" if cited else ""


CORPUS_RULES = (
    CorpusRule(
        id="quotation-differs",
        severity="warning",
        about="texts",
        doc="Two documents quote one saying in different words: one of them, at least, does not quote what was said.",
        check=quotation_differs,
    ),
    CorpusRule(
        id="shares-wording",
        severity="note",
        about="texts",
        doc="A text has the words of another without quoting it: the two are one source for what they say.",
        check=shares_wording,
    ),
    CorpusRule(
        id="one-source-for-most",
        severity="note",
        about="events",
        doc="Most accounts of an event, in several documents, go back to one source, by citation or by copying.",
        check=one_source_for_most,
    ),
)
