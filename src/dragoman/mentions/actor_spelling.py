"""Tells whether two spellings are one name written by different hands."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA, Indel

FOLDS: tuple[tuple[str, str], ...] = (
    # Clusters that transliterations of Cyrillic, Chinese and Arabic write in several ways, longest first.
    ("shtsh", "s"),
    ("schtsch", "s"),
    ("shch", "s"),
    ("sch", "s"),
    ("sh", "s"),
    ("sc", "s"),
    ("tch", "c"),
    ("tsch", "c"),
    ("ch", "c"),
    ("kh", "h"),
    ("zh", "z"),
    ("gj", "g"),
    ("dj", "g"),
    ("ph", "f"),
    ("ou", "u"),
    ("w", "v"),
    ("j", "i"),
    ("y", "i"),
    ("'", ""),
    ("-", ""),
)
DOUBLED = re.compile(r"(.)\1+")
CLASSES = str.maketrans({"h": "k", "q": "k", "c": "s", "z": "s", "f": "v"}) | dict.fromkeys(map(ord, "aeiou"), None)
VELARS = frozenset("chkq")
"""First letters that stand for one sound in different hands: Khrushchev, Hrushov, Chruschtschow."""
ENDINGS = ("s", "es", "ism", "ist", "ists", "ite", "ites", "ian", "ians", "an", "ans", "ish", "ize", "ized", "ization")
"""What makes another word of a name: a plural, a doctrine, its followers."""


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name in plain small letters, one letter for each cluster, no doubles: "Khrusshchev" is "hrusev"."""
    plain = str(anyascii(name)).lower()
    for cluster, letter in FOLDS:
        plain = plain.replace(cluster, letter)
    return DOUBLED.sub(r"\1", plain)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of the folded name by class, behind its first letter if that is a vowel."""
    plain = fold(name)
    bones = DOUBLED.sub(r"\1", plain.translate(CLASSES))
    return plain[0] + bones if plain and plain[0] in "aeiou" else bones


def is_derived(token: str, name: str) -> bool:
    """Is the token the name with an ending that makes another word of it ("Titoist", "the Kennedys")?"""
    small, whole = token.lower(), name.lower()
    return any(small == whole + end for end in ENDINGS) or any(small == whole.rstrip("aeiouy") + end for end in ENDINGS)


def is_same_surname(token: str, name: str, *, named: bool) -> bool:
    """Could the token be the name in another transliteration?

    ``named`` says that the person is named properly in the same text, so that a weaker likeness is enough.
    """
    if abs(len(token) - len(name)) > 4:
        return False
    bones = skeleton(token)
    if bones != skeleton(name):
        near = named and len(name) >= 8 and OSA.distance(token.lower(), name.lower(), score_cutoff=1) == 1
        return near and not is_derived(token, name)
    if is_derived(token, name):
        return False
    if fold(token) == fold(name):
        return len(name) >= 5
    if fold(token)[0] != fold(name)[0] and not {fold(token)[0], fold(name)[0]} <= VELARS:
        return False
    likeness = Indel.normalized_similarity(fold(token), fold(name))
    return likeness >= (0.75 if named else 0.8) and len(bones) >= (3 if named else 4) and len(name) >= 5


def is_slip(token: str, name: str) -> bool:
    """Is the token the name with one letter doubled, dropped, added or changed? For names of states and places.

    The first letter and the last two must be the name's: other endings make other words ("Mexicans", "Mexicanos").
    """
    if token[0] != name[0] or token[-2:] != name[-2:] or abs(len(token) - len(name)) > 2:
        return False
    if is_derived(token, name) or is_derived(name, token):
        return False
    if DOUBLED.sub(r"\1", token) == DOUBLED.sub(r"\1", name):
        return True
    return len(name) >= 8 and OSA.distance(token, name, score_cutoff=1) == 1
