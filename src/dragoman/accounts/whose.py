"""For which state an account is told: that of the one who speaks, else that whose record the document is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from dragoman.model import Account
from dragoman.vocab import edtf
from dragoman.vocab.actors import Authority

_WORDS = re.compile(r"\w+")
_HOLDERS = frozenset({"archive", "archives"})
"""What a cited work must be called for a state in its name to be that whose record it is: a book on a state is not."""


def find_sides(
    accounts: Iterable[Account], standpoints: Mapping[str, str | None], authority: Authority
) -> dict[str, str]:
    """The state for which each account is told, by account id; "" where it is nobody's or not known.

    ``standpoints`` gives the state whose record a document is. A named speaker goes before it, for a record may tell
    what the other side says: "Tirana" speaks for Albania in a Soviet record too, "Western diplomats" for no one state.
    A speaker's name is read as the document uses it for those who act, else as the authority list has it on that day.
    """
    known = tuple(accounts)
    named = _names(known)
    sides: dict[str, str] = {}
    seen: dict[tuple[str, str, str, date | None], str] = {}
    for account in known:
        if not account.speaker:
            sides[account.id] = standpoints.get(account.document_id) or ""
            continue
        key = (account.document_id, account.speaker, account.cited, _day(account))
        if key not in seen:
            seen[key] = _state(account, key[3], named.get(account.document_id, {}), authority)
        sides[account.id] = seen[key]
    return sides


def _day(account: Account) -> date | None:
    return edtf.parse(account.date).earliest() if account.date else None


def _names(accounts: Iterable[Account]) -> dict[str, dict[frozenset[str], frozenset[str]]]:
    """The words with which each document names those who act, and the states for which they stand there."""
    found: dict[str, dict[frozenset[str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for account in accounts:
        for party in (*account.actors, *account.recipients):
            name = _tokens(party.text)
            if name and party.state and any(letter.isupper() for letter in party.text):
                found[account.document_id][name].add(party.state)
    return {
        document: {words: frozenset(states) for words, states in sorted(names.items(), key=lambda one: sorted(one[0]))}
        for document, names in found.items()
    }


def _tokens(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORDS.findall(text))


def _state(
    account: Account, day: date | None, named: Mapping[frozenset[str], frozenset[str]], authority: Authority
) -> str:
    speaker = account.speaker
    if speaker in authority:
        return authority.state_of(speaker, day)
    words = _tokens(speaker)
    there = {state for name, states in named.items() if name <= words or words <= name for state in states}
    if there:
        return there.pop() if len(there) == 1 else ""
    meant = _meant(speaker, day, authority)
    if not meant and (speaker not in account.cited or words & _HOLDERS):
        meant = {state for word in _WORDS.findall(speaker) for state in _meant(word, day, authority)}
    return meant.pop() if len(meant) == 1 else ""


def _meant(words: str, day: date | None, authority: Authority) -> set[str]:
    """The states that a name can stand for on a day; of a plural ("the Soviets") also those of its singular."""
    found = authority.meant(words, day) or (authority.meant(words[:-1], day) if words.endswith("s") else ())
    return {authority.state_of(actor.id, day) for actor in found} - {""}
