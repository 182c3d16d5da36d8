"""What is worth parsing: a sentence with an action word, and two states in it or carried into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import ahocorasick_rs

from dragoman.model.text import ActorMention, Sentence

WORD = re.compile(r"[^\W_]+")

CARRY = 2
"""Sentences for which an actor stays in mind: 37 % of the subjects of narrative prose are pronouns."""


Demands = Mapping[str, tuple[tuple[frozenset[str], ...], ...]]
"""For each word form, the sets of words that must stand beside it: one choice of sets must be met in full."""


class Gate:
    """Says for each sentence whether it can hold an event at all, before anything is parsed.

    ``words`` are lower-case word forms that can name an act, with what each demands beside it when that is known.
    ``gated`` runs at millions of words a second.
    """

    def __init__(self, words: Iterable[str] | Demands) -> None:
        demands = words if isinstance(words, Mapping) else dict.fromkeys(words, ((),))
        forms = sorted(demands)
        self._demands = [demands[form] for form in forms]
        self._automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def acts(self, text: str, names: Sequence[tuple[int, int]] = ()) -> bool:
        """Does ``text`` hold an action word, as a whole word, with what it demands beside it?

        ``names`` are the spans of actors' names, in which no word is an act: "the United States".
        """
        low = text.lower()
        if len(low) != len(text):
            low = text
        words: set[str] | None = None
        for form, start, end in self._automaton.find_matches_as_indexes(low):
            if (start == 0 or not low[start - 1].isalnum()) and (end == len(low) or not low[end].isalnum()):
                if any(first <= start and end <= last for first, last in names):
                    continue
                if words is None:
                    words = set(WORD.findall(low))
                if any(all(words & wanted for wanted in choice) for choice in self._demands[form]):
                    return True
        return False

    def in_reach(self, sentences: Sequence[Sentence], actors: Sequence[ActorMention], *, home: str = "") -> list[bool]:
        """For each sentence: are two states in reach, named in it or in the ``CARRY`` sentences before?

        ``home``, the state of the author's "we", counts as one of them.
        """
        near: list[bool] = []
        recent: list[set[str]] = []
        place = 0
        for sentence in sentences:
            here: set[str] = set()
            while place < len(actors) and actors[place].start < sentence.end:
                if actors[place].start >= sentence.start:
                    here.update({actors[place].state, *actors[place].candidates} - {""})
                place += 1
            recent = [*recent[-CARRY:], here]
            reach = set().union(*recent, {home} if home else set())
            near.append((bool(here) or any(recent)) and len(reach) >= 2)
        return near
