"""Accounts of formal acts that the clauses of a sentence do not tell by themselves: "The Legation was closed on..."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.coding.assemble import assemble
from dragoman.coding.formal_acts import read_formal_acts
from dragoman.coding.formal_page import Page
from dragoman.coding.scene import by_sentence
from dragoman.model.reading import Account, Party
from dragoman.model.text import ActorMention, DateMention, Reading, Sentence
from dragoman.vocab.formal_cues import CueMention, load_formal_cues
from dragoman.vocab.scheme import load_scheme

NAME = "formal-1"
"""What these accounts name as their coder."""

SURE = 0.6
"""The least likelihood of an act and its date, among all readings of its sentence, that gives an account."""

_WORTH = re.compile(r"[Dd]iplomatic|[Ll]egation|[Ee]mbass|[Rr]ecogni[sz]")
_DONE = re.compile(r"\b(?:was|were)\s+(?:\w+ly\s+)?$")
_BY = re.compile(r"\s*by\b")
_AT = re.compile(r"\b(?:in|at|to)\s+(?:the\s+)?$")
_BESIDE = re.compile(r"\b(?:in|at|(?:dissolution|breakup|collapse|end|fall)\s+of)\s+(?:the\s+)?$")
_WHAT = {
    "relations": re.compile(r"\b(?:relations|intercourse|ties)\b"),
    "mission": re.compile(r"\b(?:[Ee]mbass|[Ll]egation|[Ll]iaison [Oo]ffice|[Ii]nterests [Ss]ection|[Mm]ission)"),
}
_STOPS = (",", ";", ":", ")", ".")
_TOGETHER = frozenset({"relations_established", "relations_resumed"})


@dataclass(frozen=True, slots=True)
class Telling:
    """A formal act that a sentence tells: its scheme's name, its date, the cue's place and the two states."""

    number: int
    formal: str
    date: DateMention
    value: str
    cue: CueMention
    actors: tuple[ActorMention, ...]
    recipients: tuple[ActorMention, ...]
    confidence: float

    def states(self) -> frozenset[str]:
        """The two states."""
        return frozenset(one.state for one in (*self.actors, *self.recipients))


def complete(reading: Reading, accounts: Iterable[Account]) -> Iterator[Account]:
    """The accounts, with the formal acts that are told beside them, in text order.

    No act is told twice: where the sentence has an account of the two states that is of the act's type, or holds its
    word, the act adds none. Where none of them has its mode it gives it those that have none, and its day where it has
    none of its own.
    """
    tellings = list(find_tellings(reading))
    if not tellings:
        yield from accounts
        return
    found = list(accounts)
    for telling in tellings:
        sentence = reading.sentences[telling.number]
        low, high = reading.view.span(sentence.start, sentence.end)
        place = reading.view.original(telling.cue.start)
        event_type = load_scheme().formal(telling.formal).event_type
        here = [
            one
            for one in found
            if low <= one.evidence.start < high
            and telling.states() <= _states(one)
            and (one.event_type == event_type or one.evidence.start <= place < one.evidence.end)
        ]
        if not here:
            found.append(_account(reading, sentence, telling))
        named = [one for one in here if one.mode == telling.formal]
        for one in named or [one for one in here if not one.mode and one.event_type == event_type]:
            whole = replace(one, mode=telling.formal)
            if one.date_how not in ("explicit", "relative"):
                whole = replace(whole, date=telling.value, date_how=telling.date.how)
            found[found.index(one)] = whole
    yield from sorted(found, key=lambda one: (one.sentence.start, one.evidence.start, one.evidence.end, one.id))


def find_tellings(reading: Reading) -> Iterator[Telling]:
    """The formal acts of two states told with their date in one clause, at most one a sentence."""
    text = reading.view.text
    if not _WORTH.search(text):
        return
    headings = {passage.id for passage in reading.passages if passage.kind == "heading"}
    actors, dates = by_sentence(reading.sentences, reading.actors), by_sentence(reading.sentences, reading.dates)
    for number, sentence in enumerate(reading.sentences):
        if sentence.passage_id in headings or not _WORTH.search(text, sentence.start, sentence.end):
            continue
        days = [one for one in dates[number] if one.kind == "date" and one.value]
        named = [one for one in actors[number] if one.state]
        if days and len({one.state for one in named}) == 2:
            telling = _read(reading, number, sentence, named, days)
            if telling is not None:
                yield telling


def _read(
    reading: Reading, number: int, sentence: Sentence, named: list[ActorMention], days: list[DateMention]
) -> Telling | None:
    text, finder = reading.view.text, load_formal_cues()
    if any(one.start < sentence.end and one.end > sentence.start for one in reading.quotations):
        return None
    cues = finder.find(text, sentence.start, sentence.end)
    if not any(not cue.weak and set(cue.acts) & set(finder.formal) for cue in cues):
        return None
    first = named[0].state
    parties = tuple(" ".join(one.text for one in named if (one.state == first) is side) for side in (False, True))
    span = [(sentence.start, sentence.end)]
    act = read_formal_acts(text, span, days, parties=(parties[0], parties[1]))[0]
    formal = finder.formal.get(act.event)
    date = next((one for one in days if one.start == act.start), None)
    if formal is None or date is None or act.date is None or act.confidence < SURE:
        return None
    page = Page.of(text, span, days, (parties[0], parties[1]))
    cue = next((cue for cue in page.dated(date) if act.event in cue.acts and not cue.weak), None)
    if cue is None:
        return None
    clause = page.clause(date)
    closed = cue.end <= date.start and text[date.end : date.end + 1] in _STOPS
    end = date.end if closed else clause[1]
    low, high = min(clause[0], cue.start), max(end, cue.end)
    kind = act.event.partition("_")[0]
    what = _WHAT.get("mission" if act.event == "raised_to_embassy" else kind)
    if finder.unsure.search(text, low, high) or (what is not None and not what.search(text, low, high)):
        return None
    sides = _sides(text, cue, [one for one in named if low <= one.start < high], act.event)
    if sides is None and kind == "relations" and _DONE.search(text, low, cue.start):
        sides = _sides(text, cue, [one for one in named if not _BESIDE.search(text, low, one.start)], act.event)
    return Telling(number, formal, date, act.date, cue, *sides, act.confidence) if sides is not None else None


Sides = tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]


def _sides(text: str, cue: CueMention, named: list[ActorMention], event: str) -> Sides | None:
    """Who acts on whom; None unless two states are named.

    Relations are taken up by both, and broken by both where no state stands as the subject. A mission is the act of the
    state that it is of, in the one that it is at. Else the state named first acts.
    """
    by_state = {mention.state: mention for mention in reversed(named)}
    if len(by_state) != 2:
        return None
    one, other = sorted(by_state.values(), key=lambda mention: mention.start)
    passive = _DONE.search(text, max(0, cue.start - 24), cue.start) is not None
    if event in _TOGETHER or (event == "relations_severed" and (passive or other.end <= cue.start)):
        return (one, other), ()
    hosted = "mission" in event and _AT.search(text, max(0, one.start - 12), one.start) is not None
    if hosted or (passive and _BY.match(text, cue.end)):
        return (other,), (one,)
    return (one,), (other,)


def _account(reading: Reading, sentence: Sentence, telling: Telling) -> Account:
    sides = [(one.start, one.end) for one in (*telling.actors, *telling.recipients)]
    spans = [*sides, (telling.cue.start, telling.cue.end)]
    return assemble(
        reading,
        sentence,
        event_type=load_scheme().formal(telling.formal).event_type,
        mode=telling.formal,
        trigger=reading.view.text[telling.cue.start : telling.cue.end].lower(),
        place_of_trigger=telling.cue.start,
        words=(min(start for start, _ in spans), max(end for _, end in spans)),
        actors=_parties(telling.actors),
        recipients=_parties(telling.recipients),
        date=telling.value,
        date_how=telling.date.how,
        status="asserted",
        confidence=telling.confidence,
        coder=NAME,
    )


def _parties(mentions: tuple[ActorMention, ...]) -> tuple[Party, ...]:
    return tuple(Party(id=one.id, state=one.state, text=one.text) for one in mentions)


def _states(account: Account) -> frozenset[str]:
    return frozenset(one.state for one in (*account.actors, *account.recipients))
