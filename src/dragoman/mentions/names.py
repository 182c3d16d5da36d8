"""Whether two names are of one bearer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dragoman.mentions.name_tokens import (
    Word,
    chinese_key,
    is_by_syllable,
    is_rough,
    likeness,
    rough_likeness,
    split_name,
)
from dragoman.vocab.name_lists import load_name_lists

Kind = Literal["person", "organisation"]

SAME = 0.7
"""The likeness from which on two names count as one bearer's."""
CONTRADICTED = 0.5
"""The most that two names are alike of which each has a word that the other lacks."""
OMITTED, INITIAL = 0.2, 0.3
"""What a word left out on one side, and a bare initial, weigh against a word in full."""
TOO_LITTLE = 0.6
"""The most that a single common word is worth between names of which one has several."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How alike two names are (0 to 1) and what that rests on, in words."""

    score: float
    reason: str

    @property
    def is_same(self) -> bool:
        """Do the names count as one bearer's?"""
        return self.score >= SAME


def compare_names(a: str, b: str, *, kind: Kind = "person") -> NameMatch:
    """How far two names may be one bearer's, in any script, order and transliteration.

    Initials, titles, particles, fathers' names and short forms may be missing on one side. Two names that each have a
    word of weight without a counterpart contradict each other. A name with a stroke ("A/B") gives alternatives.
    """
    pairs = [(one.strip(), other.strip()) for one in a.split("/") for other in b.split("/")]
    found = [_compare(one, other, kind) for one, other in pairs if one and other]
    return max(found, key=lambda match: match.score, default=NameMatch(0.0, "no name"))


def _compare(a: str, b: str, kind: Kind) -> NameMatch:
    one, other = split_name(a), split_name(b)
    if not one or not other:
        return NameMatch(0.0, "no name")
    if is_by_syllable(one) and is_by_syllable(other):
        same = [word.plain for word in one] == [word.plain for word in other]
        return NameMatch(1.0, "same signs") if same else NameMatch(0.3, "other signs")
    if kind == "person":
        return _compare_persons(one, other)
    return _align(_count_numbers(_strip_forms(one)), _count_numbers(_strip_forms(other)), titled=False)


def _compare_persons(a: Sequence[Word], b: Sequence[Word]) -> NameMatch:
    if _is_reversed(a, b):
        return NameMatch(CONTRADICTED, "father and son change places")
    titles = load_name_lists().titles
    one, other = (_strip_forms([word for word in name if word.plain not in titles] or name) for name in (a, b))
    keys = [[chinese_key(word.plain) for word in name] for name in (one, other)]
    if all(keys[0]) and all(keys[1]) and "".join(keys[0]) == "".join(keys[1]) and len(keys[0]) > 1:
        return NameMatch(0.95, "one Chinese name in two spellings")
    titled = len(one) < len(a) or len(other) < len(b)
    return _align(one, other, titled=titled)


def _is_reversed(a: Sequence[Word], b: Sequence[Word]) -> bool:
    sons = load_name_lists().sons

    def lines(words: Sequence[Word]) -> list[tuple[str, str]]:
        return [
            (words[at - 1].plain, words[at + 1].plain)
            for at in range(1, len(words) - 1)
            if words[at].plain in sons and not words[at - 1].particle and not words[at + 1].particle
        ]

    there = lines(b)
    return any(
        likeness(son, parent) >= SAME and likeness(father, child) >= SAME
        for son, father in lines(a)
        for child, parent in there
        if son != father
    )


def _strip_forms(words: Sequence[Word]) -> list[Word]:
    """The name without its legal form, unless nothing would be left."""
    plain = [word.plain for word in words]
    for form in load_name_lists().legal_forms:
        if len(form) < len(plain) and tuple(plain[-len(form) :]) == form and len(plain) - len(form) >= 1:
            return _strip_forms(words[: -len(form)])
    return list(words)


def _count_numbers(words: Sequence[Word]) -> list[Word]:
    """Number words as figures, those side by side added up: "Forty-Four" is 44."""
    found: list[Word] = []
    summed = False
    for word in words:
        value = _value(word.plain)
        if value is None:
            found.append(word)
        elif summed and int(found[-1].plain) % 10 == 0 and 0 < value < 10:
            found[-1] = Word(str(int(found[-1].plain) + value), word.script, particle=False)
        else:
            found.append(Word(str(value), word.script, particle=False))
        summed = value is not None
    return found


@lru_cache(maxsize=4096)
def _value(plain: str) -> int | None:
    if plain.isdecimal() and len(plain) <= 6:
        return int(plain)
    values = load_name_lists().values
    if plain in values:
        return values[plain]
    near = [value for word, value in sorted(values.items()) if len(plain) >= 6 and likeness(plain, word) >= 0.88]
    return near[0] if len(near) == 1 else None


def _align(a: Sequence[Word], b: Sequence[Word], *, titled: bool) -> NameMatch:
    """Pair off the words of two names, the likest first, then words written together on one side."""
    one, other = _once(a), _once(b)
    pairs = sorted(
        ((_alike(x, y), -abs(i - j), -i, -j) for i, x in enumerate(one) for j, y in enumerate(other)), reverse=True
    )
    left, right = dict(enumerate(one)), dict(enumerate(other))
    matched: list[tuple[float, float, int]] = []
    for alike, _, i, j in pairs:
        if alike > 0 and -i in left and -j in right:
            x, y = left.pop(-i), right.pop(-j)
            matched.append((_weight(x, y), alike, max(len(x.plain), len(y.plain))))
    matched += _match_joined(left, right)
    matched += _match_joined(right, left)
    alone = [[word for word in rest.values() if not word.particle] for rest in (left, right)]
    return _judge(matched, alone, counts=[_count(one), _count(other)], titled=titled)


def _judge(
    matched: Sequence[tuple[float, float, int]], alone: Sequence[Sequence[Word]], *, counts: Sequence[int], titled: bool
) -> NameMatch:
    solid = sum(1 for weight, _, _ in matched if weight >= 1)
    initials = any(weight == INITIAL for weight, _, _ in matched)
    total = sum(weight for weight, _, _ in matched)
    if not total:
        return NameMatch(0.0, "nothing in common")
    reached = sum(weight * alike for weight, alike, _ in matched)
    omitted = OMITTED * sum(1 for side in alone for word in side if not word.initial)
    score = reached / (total + omitted)
    if all(alone):
        words = " and ".join(repr(side[0].plain) for side in alone)
        return NameMatch(min(score, CONTRADICTED), f"{words} stand against each other")
    missing = any(not word.initial for side in alone for word in side)
    if solid < 2 and max(counts) > 1 and not (solid and (titled or (initials and not missing))):
        return NameMatch(min(score, TOO_LITTLE), "a single word in common")
    reason = "all words in common" if not any(alone) else "no word against it"
    return NameMatch(round(score, 3), reason)


def _once(words: Sequence[Word]) -> list[Word]:
    """The words without those said twice."""
    return [word for at, word in enumerate(words) if word not in words[:at]]


def _count(words: Sequence[Word]) -> int:
    return sum(1 for word in words if not word.particle and not word.initial)


def _weight(x: Word, y: Word) -> float:
    if x.particle or y.particle:
        return 0.1
    return INITIAL if x.initial or y.initial else 1.0


def _alike(x: Word, y: Word) -> float:
    if x.particle != y.particle:
        return 1.0 if x.plain == y.plain else 0.0
    if x.particle:
        return 1.0 if x.plain == y.plain else 0.8
    if is_rough(x) != is_rough(y):
        return rough_likeness(x.plain, y.plain)
    return likeness(x.plain, y.plain)


def _match_joined(left: dict[int, Word], right: dict[int, Word]) -> list[tuple[float, float, int]]:
    """Words side by side on the right that are one word on the left: "Patr ushev", "Tse-tung" and "Zedong"."""
    found = []
    for i, word in sorted(left.items()):
        for size in (2, 3, 4):
            runs = [
                range(start, start + size)
                for start in sorted(right)
                if all(k in right for k in range(start, start + size))
            ]
            run = next((run for run in runs if _is_written(word, "".join(right[k].plain for k in run))), None)
            if run is not None:
                for k in run:
                    del right[k]
                del left[i]
                found.append((2.0, 0.95, len(word.plain)))
                break
    return found


def _is_written(word: Word, joined: str) -> bool:
    key = chinese_key(joined)
    return likeness(word.plain, joined) >= 0.85 or bool(key and key == chinese_key(word.plain))
