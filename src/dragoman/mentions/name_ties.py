"""Why two full names can be one bearer's: what parts them, and how far that is to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from anyascii import anyascii
from rapidfuzz.distance import Indel

from dragoman.mentions.actor_spelling import DOUBLED
from dragoman.mentions.name_forms import NameForm, read_form
from dragoman.mentions.name_tokens import bones, chinese_key, is_other_sex, link_words, rough_likeness, split_name
from dragoman.vocab.name_finding import load_finding_words

LEAST_TYPED = 5
"""Letters that a word must have for another letter in it to be taken for a typing error."""
CLOSE, LONG = 0.95, 7
"""Beside a bare initial a surname must be this much alike (0 to 1), or have this many letters."""
STILL_ALIKE = 0.7
"""rapidfuzz similarity (Indel, 0 to 1) of two words between which a third spelling can stand."""
FIRST = {letter: group[0] for group in ("iyjge", "kcqhx", "vfpwb", "szt", "dt") for letter in reversed(group)}
"""First letters that transliterations of one name begin with, each by the first of its group."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two names can be one bearer's: how alike they are (0 to 1), the reason, and how far it is to be trusted.

    ``tier`` 0 is the same words otherwise written, 1 another spelling, 2 something left out or shortened, 3 an error.
    """

    score: float
    reason: str
    tier: int


def tie_forms(a: NameForm, b: NameForm) -> Tie | None:
    """Why two full names can be one bearer's; None where a word of one contradicts the other.

    Forenames stand in order: "George W." and "George H. W." contradict each other, "George" contradicts neither.
    """
    if a.generation * b.generation < 0:
        return None
    if a.words == b.words:
        return Tie(1.0, _same_words(a.text, b.text), 0)
    if "".join(a.words) == "".join(b.words):
        return Tie(0.98, "hyphen", 0)
    if chinese_name(a) and chinese_name(a) == chinese_name(b):
        return Tie(0.95, "transliteration", 1)
    straight = _tie_in_order(a.family, a.given, b.family, b.given, exact=a.exact and b.exact)
    if straight is not None:
        return straight
    return _tie_turned(a, b) or _tie_turned(b, a)


def chinese_name(form: NameForm) -> str:
    """One key for the Pinyin and the Wade-Giles spelling of a Chinese name; "" for what is none."""
    keys = [chinese_key(word) for word in form.words]
    return "".join(keys) if all(keys) and "".join(keys).count(".") in (2, 3) else ""


def _same_words(one: str, other: str) -> str:
    if one == other:
        return "the same words"
    if one.casefold() == other.casefold():
        return "case"
    if read_form(one).turned != read_form(other).turned:
        return "surname first"
    letters = ["".join(filter(str.isalnum, words)).casefold() for words in (one, other)]
    if letters[0] == letters[1]:
        return "hyphen" if one.count("-") != other.count("-") else "spacing"
    if read_form(one).generation != read_form(other).generation:
        return "junior or senior left out"
    if split_plain(one) == split_plain(other):
        plain = [str(anyascii(words)).casefold() for words in (letters[0], letters[1])]
        return "accents or script" if plain[0] == plain[1] else "a particle written otherwise"
    return "title"


def split_plain(text: str) -> tuple[str, ...]:
    """The words of a name in plain small letters, as they stand."""
    return tuple(word.plain for word in split_name(text))


def _tie_turned(a: NameForm, b: NameForm) -> Tie | None:
    """Hungarian, Chinese, Korean and list order: the surname of one stands first in the other."""
    if a.turned or len(a.given) < 1 or len(a.given[0]) == 1:
        return None
    found = _tie_in_order(a.given[0], (*a.given[1:], a.family), b.family, b.given, exact=a.exact and b.exact)
    if found is None or found.tier > 1:
        return None
    reason = "surname first" if found.tier == 0 else f"surname first, {found.reason}"
    return Tie(round(found.score * 0.97, 3), reason, max(1, found.tier))


def _tie_in_order(family: str, given: Sequence[str], other: str, others: Sequence[str], *, exact: bool) -> Tie | None:
    surnames = tie_words(family, other, exact=exact)
    if surnames is None or (surnames.tier == 3 and min(len(family), len(other)) < LEAST_TYPED):
        return None
    forenames = _tie_given(given, others, exact=exact)
    if forenames is None:
        return None
    worse = max((surnames, forenames), key=lambda tie: (tie.tier, -tie.score))
    if surnames.tier == 3 and forenames.tier == 3:
        return None
    if "initial" in forenames.reason and surnames.score < CLOSE and min(len(family), len(other)) < LONG:
        return None
    reasons = dict.fromkeys(tie.reason for tie in (surnames, forenames) if tie.reason)
    return Tie(round(surnames.score * forenames.score, 3), ", ".join(reasons), worse.tier)


def _tie_given(one: Sequence[str], other: Sequence[str], *, exact: bool) -> Tie | None:
    """The forenames in order, the shorter list against the longer; None where they contradict each other."""
    short, long = sorted((tuple(one), tuple(other)), key=lambda names: (len(names), names))
    if not short:
        return None
    first = tie_words(short[0], long[0], exact=exact, given=True)
    if first is None:
        return _tie_without_first(short, long, exact=exact)
    ties, at = [first], 1
    for number, name in enumerate(short[1:], start=1):
        found = None
        while at < len(long) and found is None:
            found = tie_words(name, long[at], exact=exact, given=True)
            # A second initial that is another's is another bearer: only full names may be skipped.
            if found is None and (len(name) == 1 or len(long[at]) == 1):
                return None
            at += 1
        if found is None or number > at:
            return None
        ties.append(found)
    if len(short) < len(long):
        ties.append(Tie(0.95, "a forename left out", 2))
    worst = max(ties, key=lambda tie: (tie.tier, -tie.score))
    reasons = dict.fromkeys(tie.reason for tie in ties if tie.reason)
    return Tie(round(min(tie.score for tie in ties), 3), ", ".join(reasons), worst.tier)


def _tie_without_first(short: Sequence[str], long: Sequence[str], *, exact: bool) -> Tie | None:
    """ "Foster Dulles", "J. Foster Dulles" against "John Foster Dulles": the first of several names left out."""
    if len(short) != 1 or len(long) < 2 or 1 in (len(short[0]), len(long[1])):
        return None
    found = tie_words(short[0], long[1], exact=exact, given=True)
    return Tie(min(found.score, 0.85), "the first forename left out", 2) if found is not None else None


def tie_words(a: str, b: str, *, exact: bool, given: bool = False) -> Tie | None:
    """Why two surnames, or with ``given`` two forenames, can be one; ``exact`` where the script keeps the vowels."""
    found = link_words(a, b)
    if found.how == "":
        return Tie(1.0, "", 0)
    if found.how == "initial":
        return Tie(0.9, "initial for forename", 2) if given else None
    if found.how == "transliteration":
        doubled = DOUBLED.sub(r"\1", a) == DOUBLED.sub(r"\1", b)
        return Tie(found.score, "a letter doubled" if doubled else "transliteration", 1)
    if found.how == "short form":
        return Tie(found.score, "short form of a forename", 1) if given else None
    if found.how == "typing error":
        if given and (min(len(a), len(b)) < LEAST_TYPED or _both_are_names(a, b)):
            return None
        return Tie(found.score, f"typing error, similarity {found.score:.2f}", 3)
    if not given and bones(a) == bones(b) and len(bones(a)) >= 4 and not is_other_sex(a, b):
        # "Milošević", "Milosevich": a surname may look like a father's name in one spelling.
        return Tie(0.85, "transliteration", 1)
    if not exact and rough_likeness(a, b) > 0:
        return Tie(0.85, "script", 1)
    return None


def _both_are_names(a: str, b: str) -> bool:
    given = load_finding_words().given
    return a.title() in given and b.title() in given


def adds_to(form: NameForm, other: NameForm) -> bool:
    """Does a form say all that another says and more: a forename for its initial, or one that it leaves out?"""
    if len(form.given) < len(other.given):
        return False
    longer = any(len(mine) > 1 and len(theirs) == 1 for mine, theirs in zip(form.given, other.given, strict=False))
    shorter = any(len(mine) == 1 and len(theirs) > 1 for mine, theirs in zip(form.given, other.given, strict=False))
    return not shorter and (longer or len(form.given) > len(other.given))


def could_be_one(one: NameForm, other: NameForm) -> bool:
    """Can a third spelling stand between two forms too unlike to be tied: an error in one, a transliteration?"""
    if not (one.full and other.full) or one.generation * other.generation < 0:
        return False
    pairs = [(one.family, other.family), *zip(one.given, other.given, strict=False)]
    for mine, theirs in pairs:
        if FIRST.get(mine[0], mine[0]) != FIRST.get(theirs[0], theirs[0]):
            return False
        initial = 1 in (len(mine), len(theirs))
        if mine != theirs and not initial and Indel.normalized_similarity(mine, theirs) < STILL_ALIKE:
            return False
        if initial and mine[0] != theirs[0]:
            return False
    return not any(is_other_sex(mine, theirs) for mine, theirs in pairs)
