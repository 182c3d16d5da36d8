"""What a document refers to, citation by citation and note by note."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from anyascii import anyascii

from dragoman.ids import content_id
from dragoman.mentions.reference_words import LONGEST, Named, find_again, find_editions, read_reference, see_start
from dragoman.model.reading import Evidence, evidence
from dragoman.model.record import Document, Passage
from dragoman.model.reference import Reference, ReferenceKind
from dragoman.model.text import Citation, Reading
from dragoman.vocab.citing import mask

_MARK = re.compile(r"\[\^[^\]\s]+\]|\[?[\d\s,;–-]+\]?")
_PART = re.compile(r"[;](?=\s)|(?<=\d)\.\s+(?=[A-Z“\"])|(?<=\d\))\.\s+(?=[A-Z“\"])")
_STOP = re.compile(r"(?<=[a-z]{3}[.?!])[”\"’)]?\s+(?=[A-Z“\"])")
_CLASSED = re.compile(
    r"\.\s+(?=(?:Top Secret|Secret|Confidential|Limited Official|Official Use|Unclassified|No classification|Drafted|"
    r"Repeated)\b)"
)
_IMPRINT = re.compile(r"\((?:[^()]*:[^()]*|[A-ZÀ-Ž][^(),;:]{2,40}),?\s(?:1[5-9]\d\d|20\d\d)\)")
_GROUP = re.compile(r"\(([^()]{3,300})\)")
_SOURCE = re.compile(r"\[?\s*source:\s*", re.IGNORECASE)
_ENDS = " \t\n.,;()[]"


@dataclass(frozen=True, slots=True)
class _Found:
    """A reference not yet tied to those before it; ``start`` and ``end`` are offsets into ``Document.text``."""

    start: int
    end: int
    named: Named | None
    passage: Passage


def read_references(reading: Reading) -> tuple[Reference, ...]:
    """All references of a document, in the order in which a reader meets them: those of the body, then the notes'.

    An inline citation that names nothing readable is kept with the kind "unknown". A note is read item by item; words
    of it that are no reference are left alone. "Ibid." points to the reference before it, "op. cit." to the last of
    that author, an author with a short title to where the work was named before. Marks of notes and numbers in
    brackets are not references: what they lead to is.
    """
    noted = list(_in_notes(reading))
    whole = [(one.start, one.end) for one in noted]
    read = {*whole}  # "(Ibid., Files: Lot 5, Port, 1957)" looks like an imprint, and is a file
    inline = (one for one in _inline(reading) if not any(low < one.start and one.end <= high for low, high in whole))
    found = [*(one for one in inline if (one.start, one.end) not in read), *noted]
    found.sort(key=lambda one: (one.passage.kind == "note", one.start, one.end))
    chains: dict[bool, _Chain] = {False: _Chain(reading.document), True: _Chain(reading.document)}
    return tuple(chains[one.passage.kind == "note"].add(one) for one in found)


def is_title(words: Evidence, references: Iterable[Reference]) -> bool:
    """Whether words are of the title of a work that is cited: what a title says is told by nobody there."""
    said = " ".join(words.quote.split())
    return any(
        one.evidence.start <= words.start and words.end <= one.evidence.end and said in one.title for one in references
    )


def _inline(reading: Reading) -> Iterator[_Found]:
    """The citations in parentheses. A paper named before its file ("(Telegram 5; AMPJ, F. 14)") is one with it."""
    begun: _Found | None = None
    for found in _each_inline(reading):
        joined = begun is not None and begun.end == found.start
        if begun is not None and not (joined and found.named is not None and found.named.kind in ("archive", "again")):
            yield begun
        elif begun is not None and found.named is not None:
            title = reading.document.text[begun.start : begun.end].strip("()[] ;")
            whole = replace(found.named, title=" ".join(title.split()))
            yield _Found(begun.start, found.end, whole, found.passage)
            begun = None
            continue
        begun = found if found.named is None else None
        if begun is None:
            yield found
    if begun is not None:
        yield begun


def _each_inline(reading: Reading) -> Iterator[_Found]:
    starts = [passage.start for passage in reading.passages]
    for citation in reading.citations:
        words = citation.text.strip("()[] ;")
        if not words or _MARK.fullmatch(citation.text.strip("() ;")):
            continue
        low, high = reading.view.span(citation.start, citation.end)
        passage = _passage_at(reading.passages, starts, low)
        if passage is None or high > passage.end:
            continue
        yield _Found(low, high, read_reference(words) or _as_cited(citation), passage)


def _as_cited(citation: Citation) -> Named | None:
    if citation.author and citation.year:
        return read_reference(f"{citation.author}, {citation.year}")
    return None


def _passage_at(passages: Sequence[Passage], starts: Sequence[int], place: int) -> Passage | None:
    at = bisect_right(starts, place) - 1
    return passages[at] if at >= 0 and place < passages[at].end else None


def _in_notes(reading: Reading) -> Iterator[_Found]:
    text = reading.document.text
    cited = [reading.view.span(citation.start, citation.end) for citation in reading.citations]
    for passage in reading.passages:
        if passage.kind != "note":
            continue
        inside = [
            (low - passage.start, high - passage.start)
            for low, high in cited
            if passage.start <= low < passage.end and not _IMPRINT.fullmatch(text[low:high])
        ]
        words = mask(text[passage.start : passage.end], inside)
        for low, high, named in _in_note(words):
            yield _Found(passage.start + low, passage.start + high, named, passage)


def _in_note(words: str) -> Iterator[tuple[int, int, Named]]:
    """The references of one note, its inline citations blanked."""
    taken: list[tuple[int, int]] = []
    opening = _SOURCE.match(words)
    at = opening.end() if opening else 0
    for group in _GROUP.finditer(words):
        inner = read_reference(group.group(1))
        if inner is not None and inner.kind in ("archive", "again", "newspaper"):
            taken.append(group.span())
            yield *group.span(), inner
    words = mask(words, taken)
    for part_start, part_end in _parts(words, at):
        low, high = _trim(words, part_start, part_end)
        if high - low > LONGEST or low >= high:
            continue
        named = read_reference(words[low:high])
        for stop in _STOP.finditer(words, low, high) if named is None else ():
            rest = read_reference(words[stop.end() : high])
            if rest is not None and rest.title and not rest.short and (rest.author or rest.kind != "work"):
                low, named = stop.end(), rest  # what stands before it is the note's own prose
                break
        if named is not None:
            low, _ = _trim(words, low + see_start(words[low:high]), high)
            taken.append((low, high))
            yield low, high, named
    for low, high in [*find_editions(words), *find_again(words)]:
        if any(low < end and start < high for start, end in taken):
            continue
        trimmed = _trim(words, low, high)
        named = read_reference(words[slice(*trimmed)])
        if named is not None:
            taken.append(trimmed)
            yield *trimmed, named


def _parts(words: str, start: int) -> Iterator[tuple[int, int]]:
    for found in sorted([*_PART.finditer(words, start), *_CLASSED.finditer(words, start)], key=lambda one: one.start()):
        if found.start() < start:
            continue
        if words.count("(", start, found.start()) > words.count(")", start, found.start()):
            continue
        yield start, found.start()
        start = found.end()
    yield start, len(words)


def _trim(words: str, start: int, end: int) -> tuple[int, int]:
    while start < end and words[start] in _ENDS:
        start += 1
    while end > start and words[end - 1] in _ENDS.replace(")", ""):
        end -= 1
    return start, end


class _Chain:
    """The references of a document's body, or of its notes, so far."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.before: list[Reference] = []

    def add(self, found: _Found) -> Reference:
        """The reference, tied to the one that it points back to."""
        named = found.named or Named(kind="unknown")
        target = self._target(named)
        kind: ReferenceKind = named.kind
        file, locator = named.file, named.locator
        archive, title, year = named.archive, named.title, named.year
        if target is not None and named.kind == "again":
            if named.back == "loc cit" or (named.back == "ibid" and not file and not locator):
                locator = locator or target.locator
            if target.archive and not archive:
                archive, file = target.archive, file or target.file
            elif target.kind == "newspaper":
                file = file or target.file
        reference = Reference(
            id=content_id("ref", self.document.id, found.start, found.end),
            document_id=self.document.id,
            evidence=evidence(found.passage.id, self.document.text, found.start, found.end),
            kind=kind,
            author=named.author or (target.author if target else ""),
            title=title or (target.title if target else ""),
            year=year or (target.year if target else ""),
            archive=archive,
            file=file,
            locator=locator,
            again=target.id if target else "",
        )
        self.before.append(reference)
        return reference

    def _target(self, named: Named) -> Reference | None:
        """The earlier reference that is pointed back to."""
        if named.kind == "again":
            if named.author:
                return self._last(named.author, "")
            for earlier in reversed(self.before):
                if earlier.kind not in ("unknown", "edition"):
                    return earlier
            return None
        if named.short:
            return self._last(named.author, named.title)
        return None

    def _last(self, author: str, title: str) -> Reference | None:
        surname = _last_word(author)
        short = _fold(title)
        for earlier in reversed(self.before):
            if surname and surname == _last_word(earlier.author) and earlier.kind in ("work", "again", "newspaper"):
                full = _fold(earlier.title)
                if not short or (full and (full.startswith(short) or short.startswith(full) or short in full)):
                    return earlier
        return None


def _last_word(author: str) -> str:
    words = _fold(re.split(r",| and | & ", author)[0]).split()
    return words[-1] if words else ""


def _fold(words: str) -> str:
    plain = re.sub(r"[^\w\s]", "", str(anyascii(words)).casefold())
    return re.sub(r"^(?:the|a|an)\s", "", " ".join(plain.split()))
