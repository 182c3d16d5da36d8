"""One parsed sentence in its place in the document: tokens, and which mention each of them belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from dragoman.coding.follow import Memory
from dragoman.model.text import ActorMention, DateMention, Reading, Sentence
from dragoman.vocab import edtf
from dragoman.vocab.happenings import Happening, Happenings
from dragoman.vocab.words import Words

if TYPE_CHECKING:
    from dragoman.coding.trace import Heard

Token = Any
"""A spaCy Token (spaCy ships no types that mypy can follow here)."""


T = TypeVar("T")


def words_of(doc: Any) -> tuple[Token, ...]:
    """The words of a parse, made once: going through it again would make them again."""
    kept_words: tuple[Token, ...] | None = doc.user_data.get("words")
    if kept_words is None:
        kept_words = doc.user_data["words"] = tuple(doc)
    return kept_words


def children(token: Token) -> tuple[Token, ...]:
    """The words that hang on ``token``, kept with its sentence: the grammar asks for them again and again."""
    kept = token.doc.user_data
    found: tuple[Token, ...] | None = kept.get(token.i)
    if found is None:
        found = kept[token.i] = tuple(token.children)
    return found


def kept(ask: Callable[[Token], T]) -> Callable[[Token], T]:
    """A question about a word, its answer kept with the sentence: asked again, it costs nothing."""
    name = ask.__name__

    @wraps(ask)
    def answer(token: Token) -> T:
        answers = token.doc.user_data
        key = (name, token.i)
        if key not in answers:
            answers[key] = ask(token)
        found: T = answers[key]
        return found

    return answer


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence ready for coding.

    ``doc`` is its parse and ``tokens`` its words (made once: the parser makes new ones each time), ``start`` where its
    first character lies in the view, ``number`` its place among the document's sentences.
    ``personal`` says that it speaks in the first or second person: whose words they are then matters for who acts.
    ``happenings`` are the well-known ones ("the Crimean War") that words of it name.
    ``heard`` is told each step of the coding when somebody wants to know why; nobody by default.
    """

    doc: Any
    tokens: tuple[Token, ...]
    start: int
    number: int
    reading: Reading
    memory: Memory
    vocab: Words
    actors: dict[int, ActorMention] = field(repr=False)
    dates: dict[int, DateMention] = field(repr=False)
    personal: bool = False
    happenings: dict[int, Happening] = field(default_factory=dict, repr=False)
    heard: Heard | None = field(default=None, repr=False)

    def forget(self) -> None:
        """Let go of what is kept with the parse: it points back to it, and without it the memory is free at once."""
        self.doc.user_data.clear()

    def mention(self, token: Token) -> ActorMention | None:
        """The actor mention that ``token`` is part of."""
        return self.actors.get(token.i)

    def span(self, tokens: list[Token]) -> tuple[int, int]:
        """The view offsets from the first to the last of ``tokens``."""
        first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
        return self.start + first.idx, self.start + last.idx + len(last.text)

    def words(self, tokens: list[Token]) -> str:
        """The words from the first to the last of ``tokens``, as they stand in the view."""
        start, end = self.span(tokens)
        return self.reading.view.text[start:end]


def place_mentions(tokens: tuple[Token, ...], start: int, mentions: tuple[Any, ...]) -> dict[int, Any]:
    """Which mention each of ``tokens`` belongs to; ``mentions`` are those of this sentence, in view offsets."""
    if not mentions:
        return {}
    found: dict[int, Any] = {}
    place = 0
    for token in tokens:
        at = start + token.idx
        while place < len(mentions) and mentions[place].end <= at:
            place += 1
        if place == len(mentions):
            break
        one = mentions[place]
        if one.start < at + len(token.text) and at < one.end:
            found[token.i] = one
    return found


def sentence_text(reading: Reading, sentence: Sentence) -> str:
    """The sentence as the parser gets it: citations blanked out, trailing ones cut, every offset kept."""
    text = reading.view.text[sentence.start : sentence.end]
    first = bisect_right(reading.citations, sentence.start, key=lambda one: one.end)
    for citation in islice(reading.citations, first, None):
        if citation.start >= sentence.end:
            break
        start, end = max(citation.start, sentence.start), min(citation.end, sentence.end)
        text = text[: start - sentence.start] + " " * (end - start) + text[end - sentence.start :]
    return text.rstrip()


def by_sentence(sentences: Sequence[Sentence], mentions: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The mentions that lie in each sentence; both are in text order, so one pass does."""
    found: list[tuple[Any, ...]] = []
    place = 0
    for sentence in sentences:
        while place < len(mentions) and mentions[place].start < sentence.start:
            place += 1
        last = place
        while last < len(mentions) and mentions[last].start < sentence.end:
            last += 1
        found.append(tuple(mentions[place:last]))
    return found


def name_happenings(
    tokens: tuple[Token, ...], text: str, known: Happenings, *, written: str | None = None
) -> dict[int, Happening]:
    """The well-known happening that each word of a sentence is part of the name of.

    What came after the text was ``written`` (EDTF) it does not mean, whatever the name.
    """
    found: dict[int, Happening] = {}
    for one in known.find(text):
        if written and edtf.is_after(one.happening.date, written):
            continue
        found.update({token.i: one.happening for token in tokens if one.start <= token.idx < one.end})
    return found
