"""Tells whose ministry a name is that several states give to one: "the Foreign Office" of London, Warsaw or Tokyo."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from dragoman.model.text import ActorMention

OWNER_BEFORE = re.compile(r"(?:'s?)? $")
OWNER_AFTER = re.compile(r"(?: of| in| at|,) (?:the )?")
POST = re.compile(r"(?:Embassy|Legation|Mission|Consulate(?: General)?) (?:in|at) (?:the )?$")
DATELINE = re.compile(r", (?:January|February|March|April|May|June|July|August|September|October|November|December) \d")
HEADING = 400
"""Characters at the head of a text in which a telegram or despatch says from where and to where it went."""

NEAR = 120
"""Characters on either side within which the state that the name usually means must be named, away from home."""

OWNERS = frozenset({"state", "demonym", "capital"})
NONE_SUCH = frozenset({"USA"})
"""States whose own ministry never bears such a name: a dateline of Washington does not tell whose it is."""


def settle_ministries(plain: str, mentions: Sequence[ActorMention], shared: Set[str]) -> list[ActorMention]:
    """The mentions, with each ministry of a ``shared`` name given to the state that the text tells, or left out.

    ``plain`` is the text after ``make_plain``; ``mentions`` stand in text order. The state is the one named beside it
    ("the Polish Foreign Office", "the Foreign Office in Warsaw"), else the only one that the text names so elsewhere,
    else that of the post from which or to which the text was sent, else the one that alone bears the name, where the
    text speaks of it.
    """
    places = [number for number, one in enumerate(mentions) if one.kind == "office" and one.text in shared]
    if not places:
        return list(mentions)
    told = {number: _beside(plain, mentions, number) for number in places}
    owners = sorted({state for state in told.values() if state})
    post = _post(plain, mentions)
    settled: list[ActorMention] = []
    for number, one in enumerate(mentions):
        state = one.state
        if number in told:
            state = told[number] or (owners[0] if len(owners) == 1 else _elsewhere(mentions, one, post, told))
        if state == one.state:
            settled.append(one)
        elif state:
            settled.append(replace(one, id=state, state=state, candidates=()))
    return settled


def _beside(plain: str, mentions: Sequence[ActorMention], number: int) -> str:
    """The state whose name stands right before or behind the ministry; "" for none."""
    one = mentions[number]
    before = mentions[number - 1] if number else None
    if before is not None and before.kind in OWNERS and OWNER_BEFORE.fullmatch(plain, before.end, one.start):
        return before.state
    after = mentions[number + 1] if number + 1 < len(mentions) else None
    if after is not None and after.kind in OWNERS and OWNER_AFTER.fullmatch(plain, one.end, after.start):
        return after.state
    return ""


def _elsewhere(mentions: Sequence[ActorMention], one: ActorMention, post: str, told: Mapping[int, str]) -> str:
    """Whose ministry it is where nothing stands beside it."""
    usual = [
        other
        for number, other in enumerate(mentions)
        if other.state == one.state and number not in told and other.kind not in ("place", "body")
    ]
    if post and not any(one.start - NEAR < other.end and other.start < one.end + NEAR for other in usual):
        return post
    return one.state if usual else ""


def _post(plain: str, mentions: Sequence[ActorMention]) -> str:
    """The state with whose government the writer or reader of a telegram deals; "" when the heading tells none."""
    found: dict[str, None] = {}
    lines: dict[str, None] = {}
    for one in mentions:
        if one.start > HEADING:
            break
        if one.kind in ("state", "capital") and one.state and POST.search(plain, 0, one.start):
            found.setdefault(one.state)
        elif one.kind == "capital" and one.state and DATELINE.match(plain, one.end):
            lines.setdefault(one.state)
    states = [state for state in found or lines if state not in NONE_SUCH]
    return states[0] if len(states) == 1 else ""
