"""What is worth parsing: a sentence with an action word, and two states in it or carried into it."""

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

    def gated(
        self, text: str, sentences: Sequence[Sentence], actors: Sequence[ActorMention], *, home: str = ""
    ) -> list[bool]:
        """For each sentence: is it worth a parse?

        Two states must be in reach, named in it or in the ``CARRY`` sentences before; ``home``, the state of the
        author's "we", counts as one of them.
        """
        worth: list[bool] = []
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
            near = bool(here) or any(recent)
            worth.append(near and len(reach) >= 2 and self.acts(text[sentence.start : sentence.end]))
        return worth
