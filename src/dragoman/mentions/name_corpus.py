"""Reads in a document the names of persons whom other documents of its corpus make known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from dragoman.mentions.actor_index import make_plain
from dragoman.mentions.actor_introduced import Introductions
from dragoman.mentions.name_forms import read_form
from dragoman.model.name import JoinedName
from dragoman.model.text import ActorMention
from dragoman.vocab.actors import Authority
from dragoman.vocab.name_words import load_name_words


@cache
def _introductions() -> Introductions:
    return Introductions(load_name_words())


def add_joined(
    text: str,
    mentions: Sequence[ActorMention],
    joined: Sequence[JoinedName],
    authority: Authority,
    *,
    written: date | None = None,
) -> tuple[ActorMention, ...]:
    """The mentions with those of persons whom the corpus makes known (``how`` "corpus"), in text order.

    A name stands wherever its form does; after it, its surname alone means the same person, unless the text gives it to
    another, writes the word small or makes it part of a thing's name. What the spotter found stays, save within a full
    name that the corpus knows.
    """
    if not joined:
        return tuple(mentions)
    plain = make_plain(text)
    full = list(_full(text, plain, joined, authority, written))
    kept = [one for one in mentions if not any(_gives_way(one, name) for name in full)]
    found = [name for name in full if not any(_overlap(name, one) for one in kept)]
    again = _again(text, plain, found, [*kept, *found])
    return tuple(sorted([*kept, *found, *again], key=lambda one: one.start))


def _full(
    text: str, plain: str, joined: Sequence[JoinedName], authority: Authority, written: date | None
) -> Iterator[ActorMention]:
    by_form = {make_plain(one.form): one for one in joined}
    longest_first = sorted(by_form, key=lambda form: (-len(form), form))
    pattern = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    for found in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", plain):
        one = by_form[" ".join(found.group().split())]
        state = authority.state_of(one.id, written) if one.id in authority else one.state
        yield ActorMention(
            start=found.start(), end=found.end(), text=text[found.start() : found.end()], id=one.id, kind="person",
            state=state, how="corpus",
        )  # fmt: skip


def _again(
    text: str, plain: str, found: Sequence[ActorMention], others: Sequence[ActorMention]
) -> Iterator[ActorMention]:
    """Surnames alone, after the full name."""
    first: dict[str, ActorMention | None] = {}
    for one in found:
        family = _surname(one.text)
        if family and one.text != family:
            before = first.setdefault(family, one)
            # Two persons of one surname: alone it is nobody's.
            first[family] = one if before is not None and before.id == one.id else None
    names = sorted(family for family, one in first.items() if one is not None)
    if not names:
        return
    taken = [(one.start, one.end) for one in others]
    earliest = {family: min(o.start for o in found if _surname(o.text) == family) for family in names}
    for surname in re.finditer(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", plain):
        person = first[surname.group()]
        start, end = surname.span()
        if person is None or start < earliest[surname.group()] or any(s < end and start < e for s, e in taken):
            continue
        if _introductions().is_person(plain, surname):
            yield ActorMention(start=start, end=end, text=text[start:end], id=person.id, kind="person",
                               state=person.state, how="corpus")  # fmt: skip


def _surname(words: str) -> str:
    """The surname of a name as the text writes it."""
    family = read_form(words).family
    return next((word.strip(".,") for word in words.split() if read_form(word.strip(".,")).family == family), "")


def _overlap(one: ActorMention, other: ActorMention) -> bool:
    return one.start < other.end and other.start < one.end


def _gives_way(mention: ActorMention, name: ActorMention) -> bool:
    """Is it a surname read within a full name that the corpus knows better?"""
    inside = name.start <= mention.start and mention.end <= name.end
    return inside and mention.kind == "person" and (mention.end - mention.start < name.end - name.start)
