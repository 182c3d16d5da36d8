"""Finds which names are worth comparing, so that a corpus is joined in nearly linear time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from dragoman.mentions.actor_spelling import skeleton
from dragoman.mentions.name_forms import NameForm
from dragoman.mentions.name_ties import FIRST, LEAST_TYPED, chinese_name, tie_words
from dragoman.mentions.name_tokens import bones
from dragoman.vocab.name_lists import load_name_lists

_VOICELESS = str.maketrans("bdgzvqc", "ptksfkk")


def surname_roles(form: NameForm) -> Iterator[tuple[str, str]]:
    """The words of a name that can be its surname, each with a group of first letters of a forename beside it.

    Two names that can be one bearer's have such words alike and share the group, or are written in one word.
    """
    for name in form.given:
        for first in _firsts(name):
            yield form.family, first
    if not form.turned and len(form.given[0]) > 1:
        yield form.given[0], FIRST.get(form.family[0], form.family[0])


def whole_keys(form: NameForm) -> Iterator[str]:
    """Keys that two names share that are parted into words in different ways, or are Chinese names in two spellings."""
    yield "".join(form.words)
    if chinese_name(form):
        yield chinese_name(form)


def alike_words(words: Sequence[str]) -> dict[str, list[str]]:
    """For each word those of the others that can be the same surname, sorted; ``words`` are all different."""
    blocks: dict[str, list[str]] = {}
    for word in sorted(words):
        for key in _bone_keys(word):
            blocks.setdefault(key, []).append(word)
    found: dict[str, set[str]] = {word: set() for word in words}
    for block in blocks.values():
        for one, other in combinations(block, 2):
            # A word out of a script without vowels is only known by its consonants.
            if other not in found[one] and tie_words(one, other, exact=False) is not None:
                found[one].add(other)
                found[other].add(one)
    return {word: sorted(others) for word, others in found.items()}


def _bone_keys(word: str) -> Iterator[str]:
    bone = bones(word)
    yield bone
    yield "rough " + skeleton(word).translate(_VOICELESS)
    if len(word) >= LEAST_TYPED and len(bone) > 2:
        # A letter dropped, added or changed: both words have a key in common (SymSpell, W. Garbe 2012).
        yield from sorted({f"{word[0]}~{bone[:at]}{bone[at + 1 :]}" for at in range(len(bone))})


def _firsts(name: str) -> Iterator[str]:
    """The groups of first letters under which a forename can be met: its own, and those of its short forms."""
    found = {FIRST.get(name[0], name[0])}
    forms = load_name_lists().short_forms
    found |= {FIRST.get(short[0], short[0]) for short in forms.get(name, ())}
    found |= {FIRST.get(full[0], full[0]) for full in _full_of().get(name, ())}
    yield from sorted(found)


@lru_cache(maxsize=1)
def _full_of() -> dict[str, tuple[str, ...]]:
    fulls: dict[str, list[str]] = {}
    for full, shorts in sorted(load_name_lists().short_forms.items()):
        for short in shorts:
            fulls.setdefault(short, []).append(full)
    return {short: tuple(names) for short, names in fulls.items()}
