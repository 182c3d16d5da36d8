"""The words of a name, made comparable across scripts, transliterations and habits of writing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA, Indel

from dragoman.mentions.actor_spelling import fold, skeleton
from dragoman.vocab.name_lists import load_name_lists

Difference = Literal["", "initial", "transliteration", "short form", "typing error", "other"]
"""By what two words of a name differ."""

_APOSTROPHES = frozenset("’'`ʿʾʻʼ‘")
_JOINED = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_DIGITS_AS_LETTERS = str.maketrans("0134589", "oieasbg")
_MARKS = re.compile(r"[^a-z0-9]")
_PATRONYMIC = re.compile(r"(?:[oeyi]v|[^aeiou]i|y)(?:i?ch|i?tch|ic|i?c|its)$|(?:ov|ev|ivn|yevn|ovn|evn)na$|[oe]vna$")
_WOMAN, _MAN = re.compile(r"(?:[oe]va|ina|aya|aia)$"), re.compile(r"(?:[oe]v|in|[yi]{1,2})$")
_SPELLINGS = (
    ("ck", "k"),
    ("oo", "u"),
    ("ee", "i"),
    ("ie", "i"),
    ("ey", "i"),
    ("ei", "i"),
    ("ej", "i"),
    ("ay", "ai"),
    ("x", "ks"),
)
_VOICED = str.maketrans("bdgzvqc", "ptksfkk")
_EXACT = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN")
"""Scripts whose letters stand for sounds one by one, so that a transliteration keeps them."""
_SYLLABLE_SCRIPTS = ("CJK", "HANGUL")

_INITIALS = (
    ("ch", "C"), ("zh", "C"), ("j", "C"), ("q", "C"), ("ts", "Z"), ("tz", "Z"), ("z", "Z"), ("c", "Z"), ("hs", "S"),
    ("sh", "S"), ("ss", "S"), ("sz", "S"), ("x", "S"), ("s", "S"), ("b", "P"), ("p", "P"), ("d", "T"), ("t", "T"),
    ("g", "K"), ("k", "K"), ("m", "m"), ("n", "n"), ("l", "l"), ("f", "f"), ("h", "h"), ("r", "r"), ("w", "w"),
    ("y", "y"), ("", ""),
)  # fmt: skip
_FINALS = (
    "iang", "iong", "iung", "uang", "ing", "ang", "eng", "ong", "ung", "ian", "ien", "iao", "uan", "uai", "uei", "ieh",
    "ueh", "an", "en", "in", "un", "ai", "ei", "ao", "ou", "iu", "ie", "ia", "ui", "ua", "uo", "ue", "eh", "ih", "er",
    "a", "o", "e", "i", "u",
)  # fmt: skip
_FINAL_KEYS = {
    "iung": "iong", "ung": "ong", "ien": "ian", "uei": "ui", "ieh": "ie", "ueh": "ue", "eh": "e", "ih": "i", "uo": "o",
}  # fmt: skip
_SYLLABLE = re.compile(rf"({'|'.join(initial for initial, _ in _INITIALS)})({'|'.join(_FINALS)})(?=[^aeiou]|$)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: plain small letters, its script, and whether it is a particle that may be left out."""

    plain: str
    script: str
    particle: bool

    @property
    def initial(self) -> bool:
        """Is it a single letter, standing for a name?"""
        return len(self.plain) == 1


def split_name(name: str) -> tuple[Word, ...]:
    """The words of a name in order, digits that stand for letters read as these ("Ig0r")."""
    particles = load_name_lists().particles
    words: list[Word] = []
    for run in _runs(unicodedata.normalize("NFKC", name)):
        for raw in _JOINED.split(run):
            plain = _plain(raw)
            if plain:
                # "E. Hoxha" has an initial, "Ortega e Silva" a particle.
                particle = plain in particles and not (len(raw) == 1 and raw.isupper())
                words.append(Word(plain, _script(raw), particle))
    if len(words) == 2 and words[0].particle and words[0].plain in load_name_lists().short:
        words[0] = Word(words[0].plain, words[0].script, particle=False)
    return tuple(_join_servant(words))


def _runs(name: str) -> list[str]:
    """The stretches of letters, vowel signs and digits; an apostrophe parts nothing."""
    kept = (
        letter if unicodedata.category(letter)[0] in "LMN" else "" if letter in _APOSTROPHES else " " for letter in name
    )
    return "".join(kept).split()


def _plain(raw: str) -> str:
    small = str(anyascii(raw)).lower()
    if not small.isdigit() and any(letter.isdigit() for letter in small) and sum(map(str.isalpha, small)) > 1:
        small = small.translate(_DIGITS_AS_LETTERS)
    return _MARKS.sub("", small)


def _script(raw: str) -> str:
    name = unicodedata.name(raw[0], "")
    return name.split(" ")[0].split("-")[0]


def _join_servant(words: Sequence[Word]) -> list[Word]:
    """ "Abd al-Aziz", "Abdul Aziz" and "Abdulaziz" are one name: the servant goes with what he serves."""
    joined: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        after = at + 1
        if word.plain in ("abd", "abdul", "abdel", "abdal"):
            if word.plain == "abd" and after < len(words) and words[after].plain in ("al", "el", "ul", "ar", "as"):
                after += 1
            if after < len(words) and not words[after].particle:
                joined.append(Word("abdal" + words[after].plain, word.script, particle=False))
                at = after + 1
                continue
        joined.append(word)
        at += 1
    return joined


def is_rough(word: Word) -> bool:
    """Is it written in a script whose vowels a transliteration sign by sign does not give?"""
    return word.script not in _EXACT


def is_by_syllable(words: Sequence[Word]) -> bool:
    """Is the name in Chinese characters or Korean letters, so that every sign is a syllable?"""
    return bool(words) and all(word.script in _SYLLABLE_SCRIPTS for word in words)


def is_patronymic(plain: str) -> bool:
    """Is the word a Russian father's name ("Viktorovich", "Petrovna")?"""
    return len(plain) >= 7 and bool(_PATRONYMIC.search(plain)) and plain.endswith(("ich", "itch", "ych", "vna", "chna"))


def is_other_sex(a: str, b: str) -> bool:
    """Are these a Slavic woman's and a man's form of a surname ("Baranova", "Baranov")?"""
    for woman, man in ((a, b), (b, a)):
        if _WOMAN.search(woman) and _MAN.search(man) and not _WOMAN.search(man) and abs(len(woman) - len(man)) <= 2:
            return len(man) >= 5
    return False


@lru_cache(maxsize=65536)
def chinese_key(plain: str) -> str:
    """One key for the Pinyin and the Wade-Giles spelling of Chinese syllables; "" for what is no such syllables."""
    key, at = "", 0
    initials = dict(_INITIALS)
    while at < len(plain):
        found = _SYLLABLE.match(plain, at)
        if not found:
            return ""
        key += initials[found[1]] + _FINAL_KEYS.get(found[2], found[2]) + "."
        at = found.end()
    return key


def likeness(a: str, b: str) -> float:
    """How alike two words of a name are, from 0 to 1; 0 for words that no hand would write for each other."""
    return link_words(a, b).score


class WordLink(NamedTuple):
    """How alike two words of a name are (0 to 1) and what parts them: "" for nothing."""

    score: float
    how: Difference


@lru_cache(maxsize=65536)
def link_words(a: str, b: str) -> WordLink:
    """How alike two words of a name are, and by what they differ: a transliteration, a typing error, a short form."""
    if a == b:
        return WordLink(1.0, "")
    if 1 in (len(a), len(b)):
        return WordLink(0.9, "initial") if a[0] == b[0] else _APART
    if is_patronymic(a) != is_patronymic(b) or is_other_sex(a, b):
        return _APART
    keys = chinese_key(a), chinese_key(b)
    if keys[0] != keys[1] and [key.count(".") for key in keys] == [1, 1]:
        return _APART
    if _key(a) == _key(b):
        return WordLink(0.97, "transliteration")
    if is_short_form(a, b):
        return WordLink(0.9, "short form")
    longest = max(len(a), len(b))
    allowed = 0 if longest <= 3 else 1 if longest <= 7 else 2
    edits = OSA.distance(a, b)
    bones_a, bones_b = bones(a), bones(b)
    alike = Indel.normalized_similarity(_key(a), _key(b))
    translit = bones_a == bones_b and len(bones_a) >= 3 and alike >= 0.6
    if edits <= allowed and (longest > 4 or a[0] == b[0]):
        return WordLink(1 - 0.12 * edits, "transliteration" if translit else "typing error")
    if longest >= 6 and OSA.distance(_key(a), _key(b)) <= 1:
        return WordLink(0.85, "transliteration" if translit else "typing error")
    return WordLink(0.85, "transliteration") if translit else _APART


_APART = WordLink(0.0, "other")


def rough_likeness(a: str, b: str) -> float:
    """How alike two words are by their consonants alone, voiced or not."""
    one, other = (re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouywh]", "", word).translate(_VOICED)) for word in (a, b))
    return 0.9 if one and one == other else 0.0


def is_short_form(a: str, b: str) -> bool:
    """Is one a short form of the other in use ("Ted", "Theodore")?"""
    forms = load_name_lists().short_forms
    return any(short in forms.get(full, ()) for full, short in ((a, b), (b, a)))


@lru_cache(maxsize=65536)
def _key(plain: str) -> str:
    for cluster, letters in _SPELLINGS:
        plain = plain.replace(cluster, letters)
    return fold(plain)


@lru_cache(maxsize=65536)
def bones(plain: str) -> str:
    """The consonants of a word by class, behind one letter for any first vowel: the key of all its transliterations."""
    found = skeleton(_key(plain))
    return "a" + found[1:] if found[:1] in ("a", "e", "i", "o", "u") and found else found
