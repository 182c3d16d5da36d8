"""Finds offices written alone for the one person to whom the text gives them: "Chancellor Raab", "the Chancellor"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache

from dragoman.model.text import ActorMention


@cache
def _alone(roles: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(role) for role in sorted(roles, key=lambda role: (-len(role), role)))
    return re.compile(rf"(?<=[Tt]he )(?:{words})(?![\w-]| (?:of|\(|[A-ZÀ-Ž]))")


@cache
def _before(roles: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(role) for role in sorted(roles, key=lambda role: (-len(role), role)))
    return re.compile(rf"(?<![\w-])({words}) \(?$")


def spot_offices(text: str, mentions: Sequence[ActorMention], roles: frozenset[str]) -> Iterator[ActorMention]:
    """Mentions of the offices ``roles`` that stand without a name, where the text names just one holder.

    An office that the text also gives to another state ("the British Prime Minister") is left alone. Offices held in
    every state at once (president, secretary, ambassador) do not belong among the roles.
    """
    if not any(role in text for role in roles):
        return
    holders: dict[str, dict[str, ActorMention]] = {}
    states: dict[str, set[str]] = {}
    for one in mentions:
        if not one.state:
            continue
        if one.kind == "person":
            found = _before(roles).search(text, max(0, one.start - 20), one.start)
            if found is not None:
                holders.setdefault(found.group(1), {})[one.id] = one
        elif one.kind in ("state", "demonym") and text[one.end : one.end + 1] == " ":
            for role in roles:
                if text.startswith(role, one.end + 1):
                    states.setdefault(role, set()).add(one.state)
    sole = {role: next(iter(by_id.values())) for role, by_id in holders.items() if len(by_id) == 1}
    sole = {role: one for role, one in sole.items() if not _others(states, role, one)}
    for found in _alone(roles).finditer(text) if sole else ():
        holder = sole.get(found.group())
        if holder is not None:
            yield ActorMention(
                start=found.start(),
                end=found.end(),
                text=found.group(),
                id=holder.id,
                kind="person",
                state=holder.state,
                how="introduced",
            )


def _others(states: dict[str, set[str]], role: str, holder: ActorMention) -> Set[str]:
    return states.get(role, set()) - {holder.state}
