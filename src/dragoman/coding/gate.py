"""What is worth parsing: a sentence with an action word, and an actor in it or carried into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import ahocorasick_rs

from dragoman.model.text import ActorMention, Sentence

CARRY = 2
"""Sentences for which an actor stays in mind: 37 % of the subjects of narrative prose are pronouns."""


class Gate:
    """Says for each sentence whether it can hold an event at all, before anything is parsed.

    ``words`` are lower-case word forms that can name an act. ``gated`` runs at millions of words a second.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(
            sorted(set(words)), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def acts(self, text: str) -> bool:
        """Does ``text`` hold an action word, as a whole word?"""
        low = text.lower()
        if len(low) != len(text):
            low = text
        for _, start, end in self._automaton.find_matches_as_indexes(low):
            if (start == 0 or not low[start - 1].isalnum()) and (end == len(low) or not low[end].isalnum()):
                return True
        return False

    def gated(self, text: str, sentences: Sequence[Sentence], actors: Sequence[ActorMention]) -> list[bool]:
        """For each sentence: is it worth a parse?"""
        worth: list[bool] = []
        since = CARRY + 1
        place = 0
        for sentence in sentences:
            while place < len(actors) and actors[place].end <= sentence.start:
                place += 1
            here = place < len(actors) and actors[place].start < sentence.end
            since = 0 if here else since + 1
            worth.append(since <= CARRY and self.acts(text[sentence.start : sentence.end]))
        return worth
