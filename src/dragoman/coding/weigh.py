"""From what network and grammar make of a word to an account's parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.coding.grammar import Act, Own
from dragoman.coding.network import GRAMMAR, STATUSES, TYPES, Array, Verdict
from dragoman.coding.options import Options, Told
from dragoman.coding.parties import LOOSE, NAME, NOUN, Side
from dragoman.coding.seen import Seen
from dragoman.model.reading import Party, Status

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "ASSAULT"})
"""Types whose parties can all be actors (PLOVER's reciprocal events)."""

BESIDE = (0, 1, -1, 2, -2)
"""Words from the network's within which the grammar's word is the same act ("broke off": "broke" and "off")."""

HELD = 0.4
"""The chance from which an act is told as done: half of the doubtful ones are."""

SURE = 0.85
"""The chance from which an act is told as done though the grammar has it promised, denied or thought of."""

PLAIN_WEIGHT = 0.7
"""What the lexicon gives a verb with the object that makes the act plain (``SOURCES.md``)."""

CLASS: dict[Status, int] = {
    "asserted": 0, "ended": 0, "planned": 1, "promised": 1, "demanded": 1, "offered": 1, "threatened": 1,
    "negated": 2, "denied": 2, "hypothetical": 3,
}  # fmt: skip
"""The network's class (``STATUSES``) of each status; it tells no finer than that."""

PLAIN: tuple[Status, ...] = ("asserted", "planned", "negated", "hypothetical", "asserted")
"""The status of each class when the grammar has none of that class. What is going on is told as a fact."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may name an act: its place, the options, the grammar's acts there, and whether it is their word."""

    place: int
    options: Options
    acts: list[Act]
    exact: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """An account in the making; ``spans`` are the words (view offsets) that it stands on."""

    event_type: str
    mode: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: Status
    date: str | None
    how: str
    spans: tuple[tuple[int, int], ...]


def told_of(act: Act, place: int) -> Told:
    """An act of the grammar as the network hears of it; ``place`` is where its sentence begins."""
    return Told(
        place + act.token.idx,
        act.event_type,
        act.status,
        tuple(side.party.state for side in act.roles.actors),
        tuple(side.party.state for side in act.roles.recipients),
        act.date,
    )


def beside(seen: Seen, place: int, told: Sequence[Told]) -> tuple[list[int], bool]:
    """Which of ``told`` are the act that the word at ``place`` names (their numbers), and whether it is their word."""
    for step in BESIDE:
        at = place + step
        if 0 <= at < len(seen.start) and seen.sentence[at] == seen.sentence[place]:
            found = [n for n, one in enumerate(told) if seen.start[at] <= one.place < seen.end[at]]
            if found:
                return found, step == 0
    return [], False


def grammar_row(told: Sequence[Told], exact: bool) -> Array:
    """What the grammar says of one word, as the network takes it (``GRAMMAR`` numbers)."""
    row = np.zeros(GRAMMAR, dtype=np.float32)
    for one in told:
        row[TYPES.index(one.event_type)] = 1
        row[len(TYPES) + CLASS[one.status]] = 1
    row[-2], row[-1] = bool(told), bool(told) and exact
    return row


def parts_of(seen: Seen, word: Word, verdict: Verdict, own: Own | None) -> Parts | None:
    """What the account would say; None when it has not two states.

    The network decides type and sides; mode, words and fine status come from the grammar where both agree. ``own`` is
    the status and date that the grammar gives the word whatever it names, None without a parse: then the network dates.
    """
    place, options, acts = word.place, word.options, word.acts
    if int(verdict.statuses.argmax()) == STATUSES.index("ongoing"):
        return None
    event_type = TYPES[int(verdict.types.argmax())]
    sides = _sides(event_type, options, verdict)
    if sides is None:
        return None
    same = next((act for act in acts if act.event_type == event_type), None)
    spans = [(seen.start[place], seen.end[place])]
    named: list[tuple[Party, ...]] = []
    for numbers in sides:
        parties = []
        for number in numbers:
            party, span = _party(seen, word, verdict, number, seen.sentence[place])
            parties.append(party)
            spans += [span] if span is not None else []
        named.append(tuple(parties))
    if own is not None and own.came:
        status: Status = "asserted"
    elif event_type == "REJECT" and same is None and own is not None and own.refused:
        status = "asserted"  # "cannot accept", "did not reply": not to do it is the refusal
    else:
        status = _status(verdict, acts, own.status if own is not None else None)
    date = (own.date, own.how) if own is not None else date_of_verdict(options, verdict)
    return Parts(event_type, same.mode if same else "", named[0], named[1], status, date[0], date[1], tuple(spans))


def parts_of_act(seen: Seen, word: Word, act: Act) -> Parts | None:
    """What the account would say if the grammar is right in everything; None when it has no one who acts."""
    sides = (*act.roles.actors, *act.roles.recipients)
    if not act.roles.actors or not all(side.party.state for side in sides):
        return None
    if len({side.party.state for side in sides}) < 2:
        return None
    sentence = seen.sentence[word.place]
    spans = [span for side in sides if (span := _words(seen, side, sentence)) is not None]
    return Parts(
        act.event_type,
        act.mode,
        tuple(side.party for side in act.roles.actors),
        tuple(side.party for side in act.roles.recipients),
        act.status,
        act.date,
        act.how,
        ((seen.start[word.place], seen.end[word.place]), *spans),
    )


def is_plain(act: Act) -> bool:
    """Are both sides of an act named in its clause?"""
    sides = (*act.roles.actors, *act.roles.recipients)
    return bool(act.roles.recipients) and not act.roles.inferred and all(side.how in (NAME, NOUN) for side in sides)


def is_told_by_its_words(act: Act) -> bool:
    """Is it told by the words that make the act plain, both sides in the clause?

    A verb's object ("cancelled Albanian debts"), its subject ("the press attacked"), what a phrase names ("attacked
    Tito at the congress"), what a formal act is done to ("the rupture of relations").
    """
    sides = (*act.roles.actors, *act.roles.recipients)
    frame = act.frame
    formal = frame.pos == "noun" and bool(frame.formal)
    named = (formal or bool(act.roles.recipients)) and all(side.how in (NAME, NOUN, LOOSE) for side in sides)
    told = ((frame.pos == "verb" or formal) and frame.objects) or frame.subjects or frame.prep_objects
    sure = bool(told) and frame.weight >= PLAIN_WEIGHT
    return sure and named and not act.roles.inferred


def _sides(event_type: str, options: Options, verdict: Verdict) -> tuple[list[int], list[int]] | None:
    """The numbers of the states on each side: the likely ones, else the likeliest that is not on the other."""
    table = verdict.sides
    everyone = range(len(options.states))
    actors = [n for n in everyone if table[n, 1] > 0.5]
    recipients = [n for n in everyone if table[n, 2] > 0.5]

    def likeliest(score: Array, without: list[int]) -> list[int]:
        left = [n for n in everyone if n not in without]
        return [max(left, key=lambda n: (float(score[n]), options.states[n]))] if left else []

    if not actors:
        actors = likeliest(table[:, 1], recipients)
    if not recipients and not (event_type in MUTUAL and len(actors) > 1):
        other = likeliest(table[:, 1] + table[:, 2], actors)
        if other and event_type in MUTUAL and table[other[0], 1] > table[other[0], 2]:
            actors = actors + other
        else:
            recipients = other
    return (sorted(actors), sorted(recipients)) if len(actors) + len(recipients) > 1 and actors else None


def _party(
    seen: Seen, word: Word, verdict: Verdict, number: int, sentence: int
) -> tuple[Party, tuple[int, int] | None]:
    """The party that stands for a state, and its words if they stand in the sentence."""
    options = word.options
    state = options.states[number]
    for act in word.acts:
        for side in (*act.roles.actors, *act.roles.recipients):
            if side.party.state == state:
                return side.party, _words(seen, side, sentence)
    chosen = options.sides[verdict.chosen[number]]
    mention = chosen.mention
    if mention is None:
        if chosen.pseudo >= 0:
            return Party(id=state, state=state, text=""), None
        start, end = seen.start[chosen.first], seen.end[chosen.last - 1]
        return Party(id=state, state=state, text=""), (start, end)
    here = seen.sentence[chosen.first] == sentence
    id_ = mention.id if mention.state == state else state
    return Party(id=id_, state=state, text=mention.text), (mention.start, mention.end) if here else None


def _words(seen: Seen, side: Side, sentence: int) -> tuple[int, int] | None:
    first, last = seen.words_of[sentence]
    inside = side.end > side.start >= seen.start[first] and side.end <= seen.end[last - 1]
    return (side.start, side.end) if inside else None


def date_of_verdict(options: Options, verdict: Verdict) -> tuple[str | None, str]:
    """The date that the network finds likeliest, and how it was told; None where the text most likely tells none."""
    chances = dates_of_verdict(options, verdict)
    value = max(chances, key=lambda each: (chances[each], each or ""))
    how = next(one.how for one in reversed(options.dates) if one.value == value)
    return value, how


def dates_of_verdict(options: Options, verdict: Verdict) -> dict[str | None, float]:
    """The chance of each date, those of equal ones added up."""
    chances: dict[str | None, float] = {}
    for one, chance in zip(options.dates, verdict.dates, strict=True):
        chances[one.value] = chances.get(one.value, 0.0) + float(chance)
    return chances


def _status(verdict: Verdict, acts: Sequence[Act], own: Status | None) -> Status:
    held = float(verdict.statuses[0] + verdict.statuses[4])
    said = next((CLASS[status] for status in (*(act.status for act in acts), own) if status is not None), 0)
    own_kind = 0 if held > HELD else 1 + int(verdict.statuses[1:4].argmax())
    kind = said if said and held < SURE else own_kind
    for status in (*(act.status for act in acts), own):
        if status is not None and CLASS[status] == kind:
            return status
    return PLAIN[kind]
