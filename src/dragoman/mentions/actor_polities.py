"""Decides which state, body or party a name in a text stands for, if any."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dragoman.mentions.actor_cities import LAST_WORD, NEXT_WORD, gives_name, is_place
from dragoman.mentions.actor_index import ActorIndex, Hit, Sense
from dragoman.mentions.actor_indians import INDIANS, Spoken, are_of_america, spoken_of
from dragoman.mentions.told_times import UNTOLD, ToldTimes
from dragoman.vocab.actor_records import Actor, Span
from dragoman.vocab.name_words import NameWords

COMPOUND = re.compile(r" ?[-/] ?(?=[^\W\d_])")
INITIAL = re.compile(r"[A-Z](?:\.? ?[A-Z])*")
TITLE_OF = re.compile(
    r"(?:Treaty|Peace|Convention|Congress|Act|Protocol|Declaration|Agreement|Conference|Pact|Spirit|Bishop|Archbishop|Duke"
    r"|Duchess|Earl|Count|Prince|Princess|University|Bank|Battle) of (?:the )?$"
)
COUNCIL_OF = re.compile(r" of (?:the )?(?:[\w']+ )?(?:workers?|soldiers|peasants?|deputies|people's|sailors)\b", re.I)
PERSON_TITLES = frozenset(("President", "Secretary", "General", "Senator", "Mr", "Mrs", "Lord", "Premier", "Minister"))
"""Titles that make a person of a word that could also be a capital: "Lord Salisbury", "General Washington"."""


BLOC_DIRECTIONS = frozenset({"West", "WEST"})
"""Names of blocs that are also points of the compass: "West African" is no bloc."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a form stands for at its place, on the day ``on``: ``actor`` by ``sense``, and all others it could be.

    ``gives_name`` tells of a city that only gives its name to something, as to a conference: no state is meant by it.
    """

    hit: Hit
    sense: Sense
    actor: Actor
    how: str
    others: tuple[str, ...]
    on: date | None
    gives_name: bool = False


@dataclass(slots=True)
class Polities:
    """Reads names of states and bodies; made anew for each text.

    ``told`` are the days that a text without a date (``written`` None) speaks of: capitals and places are read by them.
    """

    index: ActorIndex
    words: NameWords
    given: frozenset[str]
    plain: str
    hits: Sequence[Hit]
    written: date | None
    starts: frozenset[int] = field(default=frozenset())
    known: dict[tuple[int, bool, date | None], tuple[Sense, ...]] = field(default_factory=dict)
    told: ToldTimes = UNTOLD
    spoken: Spoken | None = None

    def read(self) -> Iterator[Read]:
        """What the hits stand for; those that are persons or nobody are passed over."""
        found = [(hit, self.senses(hit)) for hit in self.hits]
        support = Counter(senses[0].actor.id for _, senses in found if len(senses) == 1 and senses[0].actor)
        for hit, usual in found:
            if not usual:
                continue
            on, senses = self._in_its_sentence(hit, usual)
            if not senses:
                continue
            sense = (
                _supported(senses, support, on, self.index.readings[hit.form].polities)
                if on == self.written
                else senses[0]
            )
            if sense.actor is None or sense.name is None:
                continue
            how: str = sense.name.form
            if how == "capital" and is_place(self.plain, hit.start, hit.end, self.words):
                how = "place"
            ids = sorted({other.actor.id for other in senses if other.actor})
            named = (how == "place" or sense.is_place) and gives_name(self.plain, hit.start, hit.end, self.words)
            yield Read(hit, sense, sense.actor, how, tuple(ids) if len(ids) > 1 else (), on, named)

    def _in_its_sentence(self, hit: Hit, usual: tuple[Sense, ...]) -> tuple[date | None, tuple[Sense, ...]]:
        """The day by which a form is read there, and what it can mean on it: capital, place or bloc by the day told.

        A bloc that was not yet or no longer there on that day is nobody.
        """
        bloc = _is_bloc(usual[0])
        then = self.told.at(hit.start) if self.written is None and (bloc or _is_seat_or_place(usual[0])) else None
        senses = self._senses(hit, then) if then is not None else ()
        return (then, senses) if senses or (bloc and then is not None) else (self.written, usual)

    def senses(self, hit: Hit) -> tuple[Sense, ...]:
        """What the form can mean there at the time, the usual first; () for a person or for nobody."""
        return self._senses(hit, self.written)

    def _senses(self, hit: Hit, on: date | None) -> tuple[Sense, ...]:
        form = self.index.readings[hit.form]
        if not form.polities or form.is_full_name:
            return ()
        compound = form.has_prefix and self._begins_compound(hit)
        key = (hit.form, compound, on)
        senses = self.known.get(key)
        if senses is None:
            senses = self.known[key] = _usual(form.polities, compound, on)
        if not senses or self._is_surname(hit, senses[0]) or self._is_council(hit):
            return ()
        if self._is_direction(hit) or self._is_of_america(hit, on):
            return ()
        if senses[0].is_place and (form.surname_of or not self._stands_alone(hit)):
            return ()
        return senses

    def _begins_compound(self, hit: Hit) -> bool:
        """Is it the "Sino-" of a name that goes on with another known one?"""
        dash = COMPOUND.match(self.plain, hit.end)
        return dash is not None and self._is_hit(dash.end())

    def _is_surname(self, hit: Hit, sense: Sense) -> bool:
        """Does a given name or a title stand before it, as in "Jack London", "Lord Salisbury"?"""
        if hit.start < 2 or self.plain[hit.start - 1] != " " or sense.name is None:
            return False
        last = LAST_WORD.search(self.plain, max(0, hit.start - 30), hit.start)
        if last is None or not last.group(1)[0].isupper():
            return False
        word = last.group(1).rstrip(".")
        return word in self.given or (sense.name.form == "capital" and word in PERSON_TITLES)

    def _is_council(self, hit: Hit) -> bool:
        """Is it a council, as in "the Petrograd soviet", "workers' soviets"?"""
        if not self.plain.startswith("soviet", hit.start):
            return False
        last = LAST_WORD.search(self.plain, max(0, hit.start - 30), hit.start)
        before = last.group(1).lower() if last else ""
        if before in self.words.council_before:
            return True
        after = NEXT_WORD.match(self.plain, hit.end)
        if self.plain[hit.end - 1] == "s":
            return before == "of" or COUNCIL_OF.match(self.plain, hit.end) is not None
        return before != "supreme" and (after is None or after.group(1) in self.words.council_after)

    def _stands_alone(self, hit: Hit) -> bool:
        """Is a place named there, and not a person, an event or a document ("Shanghai Communiqué", "Suez crisis")?"""
        plain, words = self.plain, self.words
        name = plain[hit.start : hit.end]
        last = LAST_WORD.search(plain, max(0, hit.start - 30), hit.start)
        before = last.group(1).rstrip(".") if last else ""
        if name in words.weak_places and before not in words.place_before:
            return False
        if before and (before in words.titles or before in words.place_prefixes or INITIAL.fullmatch(before)):
            return False
        if before in self.given or TITLE_OF.search(plain, max(0, hit.start - 30), hit.start):
            return False
        after = NEXT_WORD.match(plain, hit.end)
        if after is None or plain[hit.end] != " " or name.isupper():
            return True
        word = after.group(1)
        if word in words.event_after:
            return False
        return not word[0].isupper() or word in words.place_nouns or self._is_hit(after.start(1))

    def _is_direction(self, hit: Hit) -> bool:
        """Is it a point of the compass in a longer name, as in "West African"?"""
        if self.plain[hit.start : hit.end] not in BLOC_DIRECTIONS:
            return False
        after = NEXT_WORD.match(self.plain, hit.end)
        return after is not None and self.plain[hit.end] == " " and after.group(1)[0].isupper()

    def _is_of_america(self, hit: Hit, on: date | None) -> bool:
        """Are the Indians meant those of America?"""
        if self.plain[hit.start : hit.end] not in INDIANS:
            return False
        if self.spoken is None:
            self.spoken = spoken_of(self.plain, self.hits, self.index, self.words)
        return are_of_america(self.spoken, on or self.told.at(hit.start))

    def _is_hit(self, place: int) -> bool:
        if not self.starts:
            self.starts = frozenset(other.start for other in self.hits)
        return place in self.starts


def _usual(polities: Sequence[Sense], compound: bool, written: date | None) -> tuple[Sense, ...]:
    """The senses of a form at a time, one for each actor, the usual first; () where it then means nobody."""
    prefixes = [sense for sense in polities if sense.is_prefix] if compound else []
    ranked = sorted(
        _in_time(prefixes or [sense for sense in polities if not sense.is_prefix], written),
        key=lambda sense: not sense.principal,
    )
    if not ranked or ranked[0].actor is None:
        return ()
    kept: dict[str, Sense] = {}
    for sense in ranked:
        # A name is a government's or a place's at one time, never both: Bonn is no capital before 1949.
        if sense.actor is not None and sense.is_place == ranked[0].is_place:
            kept.setdefault(sense.actor.id, sense)
    return tuple(kept.values())


def _is_bloc(sense: Sense) -> bool:
    return sense.actor is not None and bool(sense.actor.members) and not sense.actor.states


def _is_seat_or_place(sense: Sense) -> bool:
    return sense.is_place or (sense.name is not None and sense.name.form == "capital")


def _is_seat(sense: Sense) -> bool:
    """Is it a government's for most of the usual period, as Bonn from 1949 on? Then it is no mere place."""
    return not sense.is_place and 2 * sense.span.shared_days() > Span().shared_days()


def _in_time(senses: Sequence[Sense], written: date | None) -> list[Sense]:
    """The senses that hold at the time, then those past; when none holds, the last past, unless another came later."""
    if written is None:
        ranked = sorted(senses, key=lambda s: (not s.principal, not _is_seat(s), -s.span.shared_days()))
        return [sense for sense in ranked if sense.span.shared_days()] or ranked
    held = [sense for sense in senses if sense.span.holds(written)]
    past = [sense for sense in senses if sense.span.last is not None and sense.span.last < written]
    if held:
        return held + past
    if len(past) < len(senses):
        return []
    latest = max((sense.span.last for sense in past if sense.span.last), default=None)
    return [sense for sense in past if sense.span.last == latest]


def _supported(
    senses: Sequence[Sense], support: Mapping[str, int], written: date | None, polities: Sequence[Sense]
) -> Sense:
    """The usual sense, or an earlier one of which the text itself speaks more.

    A book of today that writes "Soviet" all along means the Soviet government by "Moscow". A state that lives on is
    not meant by a name it lost: who writes of Taiwan in 1961 does not mean it by "China", though by "Chinese" perhaps.
    """
    first = senses[0]
    if first.actor is None:
        return first
    best, most = first, support.get(first.actor.id, 0)
    bearers = {one.actor.id for one in polities if one.actor is not None and one.span.holds(written)}
    for sense in senses[1:]:
        if sense.actor is None or not sense.principal or (written is not None and sense.span.holds(written)):
            continue
        if written is not None and sense.actor.existed(written) and sense.actor.id not in bearers:
            continue
        if support.get(sense.actor.id, 0) > most:
            best, most = sense, support[sense.actor.id]
    return best
