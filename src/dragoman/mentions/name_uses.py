"""Collects the names of persons that a document writes: those that are known, introduced, or shown by their shape."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from dragoman.mentions.name_forms import read_form, tidy
from dragoman.mentions.name_shapes import Part, name_shapes, split_parts
from dragoman.model.name import NameCue, NameUse
from dragoman.model.record import Document
from dragoman.model.text import ActorMention, Reading
from dragoman.vocab.actors import Authority
from dragoman.vocab.name_finding import load_finding_words

LONGEST_SHAPE = 3
"""Words of a name of which nothing but the capitals shows that it is one."""
OFFICES = frozenset(
    {"Chief", "Director", "Deputy", "Under", "Vice", "Prime", "Foreign", "Leader", "Delegate", "Commissioner"}
    | {"Attorney", "Superintendent", "Supt", "Commander", "Private", "Master", "Elder", "Coach", "Speaker"}
)
"""Titles that stand before the name of an office or thing as often as before a person's ("Chief Naval Operations")."""
SHORTEST = 3
"""Letters that a surname must have."""


def read_uses(reading: Reading, *, known: Authority, listed: Authority) -> tuple[NameUse, ...]:
    """How the document writes the names of persons, by form; the first place of each.

    ``known`` is the authority list of the project, ``listed`` the same with the lists of the document's own edition
    laid over it: who is in those alone is a person of that edition, whom other documents may name too.
    """
    found: dict[tuple[object, ...], NameUse] = {}
    for use in _merge_surnames([*_met(reading, known, listed), *_shaped(reading), *_beside(reading.document)]):
        key = (use.form, use.state, use.actor, use.candidates)
        before = found.get(key)
        if before is None:
            found[key] = use
        else:
            cue = before.cue if before.cue != "shape" else use.cue
            found[key] = replace(before, cue=cue, count=before.count + use.count)
    return tuple(sorted(found.values(), key=lambda use: (use.form, use.state, use.actor, use.candidates)))


def _met(reading: Reading, known: Authority, listed: Authority) -> Iterator[NameUse]:
    """What the spotter found: persons of the list, those in question, and those whom the text introduces."""
    for mention in reading.actors:
        if mention.kind != "person" or (not mention.id and not mention.candidates):
            continue
        form, state, actor = tidy(mention.text), mention.state, mention.id
        cue: NameCue = "known"
        if mention.id.startswith("name:"):
            cue, actor = "introduced", ""
        elif mention.id and mention.id not in known:
            cue, actor, form = "listed", "", listed.name(mention.id)
        yield _use(reading, mention.start, mention.end, form, cue, state=state, actor=actor, mention=mention)


def _use(
    reading: Reading,
    start: int,
    end: int,
    form: str,
    cue: NameCue,
    *,
    state: str = "",
    actor: str = "",
    titled: bool = False,
    mention: ActorMention | None = None,
) -> NameUse:
    first, last = reading.view.span(start, end)
    return NameUse(
        document_id=reading.document.id,
        form=form,
        cue=cue,
        state=state,
        actor=actor,
        how=mention.how if mention is not None else "",
        candidates=mention.candidates if mention is not None and not actor else (),
        titled=titled,
        start=first,
        end=last,
    )


def _shaped(reading: Reading) -> Iterator[NameUse]:
    """Names that their shape shows, in the passages, where the spotter found nobody."""
    text = reading.view.text
    taken = sorted(
        [(one.start, one.end) for one in reading.actors] + [(one.start, one.end) for one in reading.citations]
    )
    inside = [(sentence.start, sentence.end) for sentence in reading.sentences]
    parts = [part for part in split_parts(text) if _within(inside, part.start)]
    small = {part.text for part in parts if not part.capital}
    shapes = name_shapes().find(text, parts, again=False)
    for one in shapes:
        # "C. Further steps" is a heading, "Director Plan" no person: the text also writes the word small.
        sure = one.cue == "given" or read_form(one.text).family not in small
        sure = sure and not (one.cue == "title" and one.title.rpartition(" ")[2] in OFFICES)
        if sure and not _overlaps(taken, one.start, one.end) and _is_written(one.text):
            form = tidy(one.text)
            if read_form(form).full or one.title:
                yield _use(reading, one.start, one.end, form, one.cue if one.cue != "again" else "title",
                           titled=bool(one.title))  # fmt: skip
    busy = sorted([*taken, *((one.start, one.end) for one in shapes)])
    for start, end in _pairs(text, parts, small):
        if not _overlaps(busy, start, end):
            yield _use(reading, start, end, tidy(text[start:end]), "shape")


def _pairs(text: str, parts: Sequence[Part], small: Set[str]) -> Iterator[tuple[int, int]]:
    """Two or three capitalised words side by side that the text never writes small, no more of them before or after."""
    words = load_finding_words()
    barred = words.no_names | words.place_last | words.streets | words.titles
    at = 0
    while at < len(parts):
        end = at
        while (
            end < len(parts)
            and parts[end].capital
            and (end == at or text[parts[end - 1].end : parts[end].start] == " ")
        ):
            end += 1
        run = parts[at:end]
        kept = [part for part in run if part.text not in barred and part.text.lower() not in small]
        capitals = sum(part.text.isupper() and len(part.text) > 1 for part in run)
        if (
            capitals in (0, len(run))
            and 1 < len(run) <= LONGEST_SHAPE
            and len(kept) == len(run)
            and not any(part.stop for part in run[:-1])
        ):
            yield run[0].start, run[-1].end
        at = max(end, at + 1)


def _beside(document: Document) -> Iterator[NameUse]:
    """Names in the fields that an edition gives of a document: its sender and its receiver."""
    fields: tuple[tuple[NameCue, str], ...] = (("sender", document.sender), ("receiver", document.receiver))
    for cue, words in fields:
        for one in name_shapes().find(words, split_parts(words), again=False):
            form = tidy(one.text)
            if _is_written(one.text) and (read_form(form).full or one.title):
                yield NameUse(document_id=document.id, form=form, cue=cue, titled=bool(one.title))


def _is_written(words: str) -> bool:
    form = read_form(tidy(words))
    return len(form.family) >= SHORTEST and not any(letter.isdigit() for letter in form.family)


def _merge_surnames(uses: Sequence[NameUse]) -> Iterator[NameUse]:
    """Counts a surname alone for the one full name of that surname in the document, if there is one."""
    full: dict[str, dict[str, NameUse]] = {}
    for use in uses:
        if use.cue != "shape" and read_form(use.form).full:
            full.setdefault(read_form(use.form).family, {}).setdefault(use.form, use)
    for use in uses:
        form = read_form(use.form)
        bearers = full.get(form.family, {})
        alone = not form.full and not use.actor and not use.candidates
        one = next(iter(bearers.values()), None)
        if alone and one is not None and len(bearers) == 1 and (not use.state or use.state == one.state):
            yield replace(one, count=use.count)
        else:
            yield use


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(spans, (end, 0))
    return any(last > start for _, last in spans[max(0, at - 3) : at])


def _within(spans: Sequence[tuple[int, int]], place: int) -> bool:
    at = bisect_left(spans, (place + 1, 0))
    return at > 0 and spans[at - 1][1] > place
