"""The part of a dossier that tells which of its sources are not independent of one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dragoman.dossier.material import Material
from dragoman.dossier.record import Group, Section, Statement
from dragoman.model import Borrowing
from dragoman.vocab.origins import COPY, is_notable
from dragoman.wording import close_up, count, sentence

WORDING = ("wording", "quoting")


def tell_copies(material: Material, borrowings: Sequence[Borrowing], used: set[str]) -> Section:
    """Which documents that the dossier rests on share words, quote the same or cite one another, and what counts."""
    pairs: dict[tuple[str, str], list[Borrowing]] = defaultdict(list)
    for one in borrowings:
        if set(one.document_ids) <= used:
            pairs[one.document_ids].append(one)
    statements = [_tell_pair(material, shared) for _, shared in sorted(pairs.items()) if is_notable(shared)]
    lead = _lead(material)
    return Section(
        key="independence",
        title="Sources that are not independent",
        groups=(Group(lead=lead, statements=tuple(statements)),) if statements else (),
        empty="No two documents that tell of the two share wording, quote the same or cite one another.",
    )


def _lead(material: Material) -> str:
    """What counting them once comes to."""
    several = [
        accounts
        for accounts in map(material.told_in, material.events)
        if len({account.document_id for account in accounts}) > 1
    ]
    one = [accounts for accounts in several if material.origins.count(accounts) == 1]
    some = {0: "none goes", 1: "one goes"}.get(len(one), f"{len(one)} go")
    return sentence(f"of {count(len(several), 'act')} told in several documents, {some} back to one source")


def _tell_pair(material: Material, shared: Sequence[Borrowing]) -> Statement:
    """What two documents have in common, with the longest of it."""
    longest = max(shared, key=lambda one: (one.words, one.kind == "citing", -one.one.start))
    kinds = {one.kind for one in shared}
    one, other = (f"“{_title(material, id)}”" for id in longest.document_ids)
    words = sum(borrowing.words for borrowing in shared)
    if kinds == {"citing"}:
        text = f"{one} cites {other}: what it cites it for counts once"
    elif longest.share >= COPY and kinds & {*WORDING}:
        text = f"{one} and {other} share {words} words, {longest.share:.0%} of the shorter: they count as one source"
    elif kinds & {*WORDING}:
        text = f"{one} and {other} share {words} words: what they tell in them counts once"
    else:
        text = f"{one} and {other} quote the same {words} words: what these tell counts once"
    notes = [material.notes.add(longest.document_ids[0], longest.one, longest.id)]
    if longest.kind != "citing":
        notes.append(material.notes.add(longest.document_ids[1], longest.other, longest.id))
    return Statement(text=sentence(text), quote=close_up(longest.one.quote), notes=tuple(notes), about=longest.id)


def _title(material: Material, document_id: str) -> str:
    document = material.documents[document_id]
    source = material.sources.get(document.source_id)
    title = str(source.csl.get("title", "")) if source else ""
    return ", ".join(part for part in (title or document.title or document.path, document.locator) if part)
