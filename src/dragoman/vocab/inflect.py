"""English inflection: the forms under which a lemma of the lexicon can stand in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Inflector:
    """Regular inflection with tables for what is irregular.

    ``verbs`` maps a lemma to its irregular past forms, ``nouns`` to its plurals; ``doubling`` names the verbs of more
    than one syllable whose last consonant is doubled ("compel").
    """

    verbs: Mapping[str, Sequence[str]]
    nouns: Mapping[str, Sequence[str]]
    doubling: frozenset[str]

    def verb(self, lemma: str) -> Iterator[str]:
        """The lemma, its third person, its -ing form and its past forms: break, breaks, breaking, broke, broken."""
        yield lemma
        yield _with_s(lemma)
        stem = lemma + lemma[-1] if self._doubles(lemma) else lemma
        if lemma.endswith("ie"):
            yield lemma[:-2] + "ying"
        elif lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
            yield lemma[:-1] + "ing"
        else:
            yield stem + "ing"
        if lemma in self.verbs:
            yield from self.verbs[lemma]
        elif lemma.endswith("e"):
            yield lemma + "d"
        elif lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
            yield lemma[:-1] + "ied"
        else:
            yield stem + "ed"
        if stem != lemma and stem.endswith("ll"):
            yield lemma + "ed"
            yield lemma + "ing"

    def noun(self, lemma: str) -> Iterator[str]:
        """The lemma and its plural."""
        yield lemma
        yield from self.nouns.get(lemma, (_with_s(lemma),))

    def _doubles(self, lemma: str) -> bool:
        if lemma in self.doubling:
            return True
        if len(lemma) < 3 or lemma[-1] in "aeiouwxy" or lemma[-2] not in VOWELS or lemma[-3] in VOWELS:
            return False
        return sum(letter in VOWELS for letter in lemma) == 1


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or (word.endswith("o") and word[-2:-1] not in VOWELS):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def spellings(lemma: str, *, pos: str) -> Iterator[str]:
    """A lemma and its other English spelling: recognize and recognise, labour stays as it is listed."""
    yield lemma
    if pos == "verb" and lemma.endswith("ize") and len(lemma) > 5 and lemma not in ("seize", "prize"):
        yield lemma[:-3] + "ise"
    elif pos == "noun" and lemma.endswith("ization"):
        yield lemma[:-7] + "isation"
