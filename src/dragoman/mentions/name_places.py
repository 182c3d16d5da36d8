"""Finds the names of places that a text shows by their shape or by the words before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from dragoman.mentions.name_shapes import Part
from dragoman.vocab.name_finding import load_finding_words

Span = tuple[int, int]


class PlaceShapes:
    """Reads names of places by their shape; made once, keeps nothing of any text."""

    def __init__(self) -> None:
        self._words = load_finding_words()
        names = self._words.places | self._words.american
        known = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
        self._known = re.compile(rf"(?<![\w-])(?:{known})(?![\w-])")
        capitals = "|".join(re.escape(name.upper()) for name in sorted(names, key=lambda name: (-len(name), name)))
        self._capitals = re.compile(rf"(?<![\w-])(?:{capitals})(?![\w-])")
        short = "|".join(re.escape(name) for name in sorted(self._words.american_short, key=lambda n: (-len(n), n)))
        self._in_state = re.compile(rf"(?P<town>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?),? (?P<state>(?:{short})\.)")
        ends = "|".join(sorted(self._words.place_endings))
        small, large = rf"[A-Z]\w{{2,}}(?:{ends})", rf"[A-Z]{{3,}}(?:{ends.upper()})"
        self._ending = re.compile(rf"(?<![\w-])(?:{small}|{large})(?!\w)")

    def find(self, text: str, parts: Sequence[Part], taken: Sequence[Span]) -> list[Span]:
        """Where places are named, in text order; nothing that overlaps ``taken``."""
        found: list[Span] = []
        busy = sorted(taken)
        small = {part.text for part in parts if not part.capital}
        for start, end in sorted(self._all(text, parts, small), key=lambda span: (span[0], -span[1])):
            if not any(start < last and first < end for first, last in busy) and not (found and start < found[-1][1]):
                found.append((start, end))
        return found

    def _all(self, text: str, parts: Sequence[Part], small: Set[str]) -> Iterator[Span]:
        for pattern in (self._known, self._capitals, self._ending):
            yield from (one.span() for one in pattern.finditer(text))
        for one in self._in_state.finditer(text):
            yield one.span("town")
            yield one.span("state")
        for at, part in enumerate(parts):
            if part.capital:
                yield from self._led(text, parts, at, small)
                yield from self._headed(text, parts, at)

    def _led(self, text: str, parts: Sequence[Part], at: int, small: Set[str]) -> Iterator[Span]:
        """After words that lead to a place, and what is strung to it: "at Ludlow", "of Poole, Parkstone and Ham"."""
        before = [part.text for part in parts[max(0, at - 3) : at]]
        if not before or not self._is_place(parts[at], small):
            return
        if before[-1] in ("the", "The"):
            return
        strong = before[-1] == "of" and any(word.lower() in self._words.place_nouns for word in before[:-1])
        if not strong and before[-1] not in self._words.place_before:
            return
        yield from self._strung(text, parts, at, small)

    def _strung(self, text: str, parts: Sequence[Part], at: int, small: Set[str]) -> Iterator[Span]:
        while at < len(parts) and self._is_place(parts[at], small):
            end = at
            while end + 1 < len(parts) and parts[end + 1].capital and _beside(text, parts, end):
                end += 1
            if end - at > 2 or any(part.text in self._words.titles for part in parts[at : end + 1]):
                return
            yield parts[at].start, parts[end].end
            if end + 2 >= len(parts) or parts[end + 1].text not in (",", "and", "or"):
                return
            at = end + 2
            if parts[at].text in ("and", "or") and at + 1 < len(parts):
                at += 1

    def _is_place(self, part: Part, small: Set[str]) -> bool:
        word = part.text
        return (
            part.capital
            and len(word) > 3
            and word not in self._words.no_names
            and word.title() not in self._words.no_names
            and word not in self._words.titles
            and word not in self._words.given
            and word.lower() not in small
        )

    def _headed(self, text: str, parts: Sequence[Part], at: int) -> Iterator[Span]:
        """ "Fort Pitt", "Lake Erie", "Gates County", "Long Island"."""
        part = parts[at]
        following = parts[at + 1] if at + 1 < len(parts) else None
        if following is None or text[part.end : following.start].strip() not in ("", "."):
            return
        named = following.capital and len(following.text) > 2 and following.text not in self._words.no_names
        if part.text in self._words.place_first and named:
            yield part.start, following.end
        last = following.text in self._words.place_last or following.text in ("county", "river", "creek", "island")
        if last and part.text not in self._words.no_names and len(part.text) > 2:
            yield part.start, following.end


def _beside(text: str, parts: Sequence[Part], at: int) -> bool:
    return text[parts[at].end : parts[at + 1].start] == " "
