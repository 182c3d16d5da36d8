"""What can be seen of a pair of stretches, and of a whole sentence, that speaks for or against a causal claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from dragoman.reasons.attribute import Claim
from dragoman.reasons.cues import Hit
from dragoman.reasons.pairs import Pair
from dragoman.reasons.tree import SUBJECTS, Token

NEAR = 4
"""Words from the beginning of a part within which a cue counts as opening it."""

BESIDE = ("mark", "aux", "auxpass", "neg", "agent", "prt", "case")
"""Children of the part's word whose very word is looked at."""


def pair_traits(doc: Any, pair: Pair, hits: Sequence[Hit], claims: Sequence[Claim]) -> list[str]:
    """The traits of a pair, named so that their weights can be read; each once, sorted.

    ``hits`` are the cues of the sentence, ``claims`` what the rules make of them.
    """
    child, head = doc[pair.child], doc[pair.head]
    first, last = doc[pair.part[0]], doc[pair.part[-1]]
    tie = child.dep_
    side = "after" if pair.part[0] > pair.rest[0] else "before"
    before = doc[first.i - 1].lower_ if first.i else "-"
    found = {
        f"tie {tie}",
        f"tie {tie} {pair.way} {side}",
        f"tag {child.tag_} {tie}",
        f"word {child.lemma_.lower()}",
        f"word {child.lemma_.lower()} {tie}",
        f"first {first.lower_}",
        f"first {first.lower_} {tie}",
        f"first {first.lower_} {doc[min(first.i + 1, len(doc) - 1)].lower_}",
        f"before {before}",
        f"before {before} {tie}",
        f"before {before} {first.lower_}",
        f"head {head.lemma_.lower()}",
        f"head {head.lemma_.lower()} {tie}",
        f"head tag {head.tag_} {tie}",
        f"head tie {head.dep_} {tie}",
        f"way {pair.way}",
        f"long part {_size(len(pair.part))}",
        f"long rest {_size(len(pair.rest))}",
        f"long {_size(len(pair.part))} {_size(len(pair.rest))} {side}",
        f"apart {min(abs(pair.part[0] - pair.rest[-1]), abs(pair.rest[0] - pair.part[-1]), 6)} {side}",
        f"subject {any(one.dep_ in SUBJECTS for one in child.children)} {tie}",
        f"head subject {any(one.dep_ in SUBJECTS for one in head.children)} {tie}",
        f"rest {doc[pair.rest[0]].tag_} {pair.way}",
        f"rest {_depth(doc, pair)} {pair.way}",
        f"rest {_depth(doc, pair)} {tie}",
        f"ends {_end(doc, last.i)} {_end(doc, max(pair.rest))}",
    }
    found.update(f"{one.dep_} {one.lower_} {tie}" for one in child.children if one.dep_ in BESIDE)
    found.update(f"head {one.dep_} {one.lower_} {tie}" for one in head.children if one.dep_ in BESIDE)
    found.update(_cues(doc, pair, hits))
    found.update(_agreement(doc, pair, claims))
    return sorted(found)


def _depth(doc: Any, pair: Pair) -> str:
    """Whether the rest holds the verb of the sentence, or how it hangs on it."""
    return next((doc[place].dep_ for place in pair.rest if doc[place].head.i not in pair.rest), "main")


def _size(words: int) -> str:
    return (
        str(words) if words < 4 else "4-6" if words < 7 else "7-11" if words < 12 else "12-19" if words < 20 else "20"
    )


def _end(doc: Any, place: int) -> str:
    following: Token | None = doc[place + 1] if place + 1 < len(doc) else None
    return following.text if following is not None and following.is_punct else "word" if following is not None else "-"


def _cues(doc: Any, pair: Pair, hits: Sequence[Hit]) -> Iterator[str]:
    """Which cues open the part, stand between the two, or are their words."""
    start = doc[max(0, pair.part[0] - 3)].idx
    opening = doc[min(pair.part[0] + NEAR, pair.part[-1])].idx
    own = {doc[pair.child].idx: "own", doc[pair.head].idx: "head"}
    for hit in hits:
        kind = f"{hit.cue.form} {hit.cue.polarity}{' weak' if hit.cue.weak else ''}"
        if start <= hit.start <= opening:
            yield f"opens {kind}"
            yield f"opens {hit.cue.words}"
        if hit.start in own:
            yield f"{own[hit.start]} cue {kind} {doc[pair.child].dep_}"
            yield f"{own[hit.start]} cue {hit.cue.words} {doc[pair.child].dep_}"


def _agreement(doc: Any, pair: Pair, claims: Sequence[Claim]) -> Iterator[str]:
    """How far a claim of the rules means the same two stretches."""
    part, rest = _chars(doc, pair.part), _chars(doc, pair.rest)
    for claim in claims:
        if claim.cause is None:
            continue
        for role, (one, other) in (("cause", (part, rest)), ("effect", (rest, part))):
            alike = min(_alike(one, claim.cause), _alike(other, claim.effect))
            if alike > 0.5:
                yield f"rule {role} {claim.cue.form}"
                yield f"rule {role} {claim.cue.polarity} {round(claim.cue.confidence, 1)}"
                if alike > 0.9:
                    yield f"rule {role} wholly"


def _chars(doc: Any, places: Sequence[int]) -> tuple[int, int]:
    last = doc[places[-1]]
    return doc[places[0]].idx, last.idx + len(last.text)


def _alike(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0.0, 2 * shared / (one[1] - one[0] + other[1] - other[0]))


def sentence_traits(doc: Any, hits: Sequence[Hit], claims: Sequence[Claim]) -> list[str]:
    """The traits of a whole sentence: its words, pairs of words, ties with the words they join, its cues."""
    words = ["-", *(token.lower_ for token in doc if not token.is_space), "-"]
    found = {f"has {word}" for word in words}
    found.update(f"has {one} {other}" for one, other in pairwise(words))
    for token in doc:
        if token.dep_ in ("advcl", "acl", "relcl", "xcomp", "ccomp", "prep", "pcomp", "conj", "agent", "nsubj"):
            found.add(f"ties {token.dep_} {token.lemma_.lower()}")
            found.add(f"ties {token.dep_} {token.tag_} of {token.head.tag_}")
            if token.dep_ in ("advcl", "acl", "prep", "xcomp", "pcomp"):
                found.add(f"ties {token.dep_} {token.left_edge.lower_} of {token.head.lemma_.lower()}")
                found.add(f"ties {token.dep_} opening {token.left_edge.lower_}")
    found.update(f"cue {hit.cue.words}" for hit in hits)
    found.update(f"cue form {hit.cue.form} {hit.cue.weak}" for hit in hits)
    found.update(f"claim {claim.cue.form} {claim.cue.polarity}" for claim in claims)
    found.add(f"claims {min(len(claims), 3)}")
    found.add(f"long {min(len(doc) // 8, 8)}")
    return sorted(found)
