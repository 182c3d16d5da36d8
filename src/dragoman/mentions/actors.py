"""Spots who is named in a text: states, their people and capitals, bodies, parties, persons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dragoman.mentions.actor_index import PLAIN, ActorIndex, Hit, Sense
from dragoman.mentions.actor_people import Found, People, given_names
from dragoman.mentions.actor_variants import TOKEN, Variants
from dragoman.model.text import ActorKind, ActorMention
from dragoman.vocab.actor_records import Actor
from dragoman.vocab.actors import Authority
from dragoman.vocab.name_words import load_name_words

KINDS: dict[str, ActorKind] = {
    "adjective": "demonym",
    "people": "demonym",
    "prefix": "demonym",
    "capital": "capital",
    "metonym": "office",
}
LAST_WORD = re.compile(r"([\w.'-]+) ?$")
NEXT_WORD = re.compile(r" ?([\w'-]+)")
COMPOUND = re.compile(r" ?[-/] ?(?=[A-Z])")


class Spotter:
    """Finds the actors of an authority list in prose."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._words = load_name_words()
        self._index = ActorIndex(authority, self._words.not_actors)
        self._variants = Variants(authority, self._words.weak_surnames)
        people = [actor for actor in authority if actor.kind == "person"]
        surnames = {name.text for actor in people for name in actor.names if name.form == "surname"}
        given = {word for actor in people for word in given_names(actor)}
        given -= {
            word for actor in authority if actor.kind == "state" for name in actor.names for word in name.text.split()
        }
        self._given = frozenset(word for word in given - surnames - self._words.titles if len(word) > 2)

    def spot(self, text: str, *, written: date | None = None) -> tuple[ActorMention, ...]:
        """All mentions of actors, in text order, none overlapping; ``text[m.start:m.end] == m.text``.

        ``written`` tells apart names that changed hands: "Russia" is RUS to 1922, SUN to 1991, RUS again; without it
        names are read as from 1945 to 1991. Where a name has other readings too, ``candidates`` lists all of them
        (ids, sorted) and ``state`` the usual one; ``state`` is "" where none is usual. ``how`` is the form met
        (name, alias, adjective, people, prefix, capital, metonym, surname), ``place`` for a capital that stands as a
        place, ``variant`` for a name spelt otherwise than in the list, ``members`` for a bloc that is no body ("the
        Axis"): it acts for no state of its own, its members are the candidates.
        """
        plain = text.translate(PLAIN)
        hits = self._index.find(plain)
        mentions = [*self._spot_polities(text, plain, hits, written), *self._spot_people(text, plain, hits, written)]
        mentions.sort(key=lambda m: (m.start, -m.end))
        mentions = list(_without_overlaps(mentions))
        mentions.extend(self._spot_variants(text, plain, hits, mentions, written))
        mentions.sort(key=lambda m: m.start)
        return tuple(_without_overlaps(mentions))

    def _spot_polities(
        self, text: str, plain: str, hits: Sequence[Hit], written: date | None
    ) -> Iterator[ActorMention]:
        read = [(hit, self._senses_at(hit, plain, written)) for hit in hits]
        support = Counter(senses[0].actor.id for _, senses in read if len(senses) == 1 and senses[0].actor)
        for hit, senses in read:
            sense = _supported(senses, support, written) if senses else None
            if sense is None or sense.actor is None or sense.name is None:
                continue
            ids = tuple(sorted({s.actor.id for s in senses if s.actor}))
            form = sense.name.form
            how: str = "place" if form == "capital" and self._is_place(plain, hit.start, hit.end) else form
            if sense.actor.members and not sense.actor.states:
                how, ids = "members", self._authority.members(sense.actor.id, written)
            yield ActorMention(
                start=hit.start,
                end=hit.end,
                text=text[hit.start : hit.end],
                id=sense.actor.id,
                kind=KINDS.get(form, sense.actor.kind),
                state=self._authority.state_of(sense.actor.id, None if sense.actor.kind == "state" else written),
                how=how,
                candidates=ids if len(ids) > 1 else (),
            )

    def _senses_at(self, hit: Hit, plain: str, written: date | None) -> list[Sense]:
        """What the form can mean there at the time, the usual first; [] for a person or nobody."""
        senses: Iterable[Sense] = self._index.senses[hit.form]
        if any(s.actor is not None and s.actor.kind == "person" and not s.is_surname for s in senses):
            return []
        senses = [s for s in senses if not s.is_surname and (not s.is_prefix or self._begins_compound(hit, plain))]
        prefixes = [s for s in senses if s.is_prefix]
        usual = sorted(_in_time(prefixes or senses, written), key=lambda s: not s.principal)
        if not usual or usual[0].actor is None or self._is_surname_here(hit, plain):
            return []
        kept: dict[str, Sense] = {}
        for sense in usual:
            if sense.actor is not None:
                kept.setdefault(sense.actor.id, sense)
        return list(kept.values())

    def _begins_compound(self, hit: Hit, plain: str) -> bool:
        dash = COMPOUND.match(plain, hit.end)
        if dash is None:
            return False
        return any(
            other.start == dash.end() for other in self._index.find(plain[: dash.end() + 40]) if other.start > hit.end
        )

    def _is_surname_here(self, hit: Hit, plain: str) -> bool:
        """Does a given name stand before it, as in "Jack London"?"""
        last = LAST_WORD.search(plain, max(0, hit.start - 30), hit.start)
        return last is not None and plain[hit.start - 1] == " " and last.group(1) in self._given

    def _is_place(self, plain: str, start: int, end: int) -> bool:
        last = LAST_WORD.search(plain, max(0, start - 30), start)
        after = NEXT_WORD.match(plain, end)
        return bool(last and last.group(1).lower() in self._words.place_before) or bool(
            after and after.group(1) in self._words.place_after
        )

    def _spot_people(self, text: str, plain: str, hits: Sequence[Hit], written: date | None) -> list[ActorMention]:
        people = People(self._words, self._given, plain, written)
        full: list[tuple[Hit, list[Actor]]] = []
        bare: list[tuple[Hit, list[Actor]]] = []
        for hit in hits:
            senses = [s for s in self._index.senses[hit.form] if s.actor is not None and s.actor.kind == "person"]
            names = [s.actor for s in senses if s.actor and not s.is_surname]
            if names:
                full.append((hit, names))
                people.named.update(actor.id for actor in names)
            elif senses:
                bare.append((hit, [s.actor for s in senses if s.actor]))
        mentions = []
        for hit, persons in full:
            found = Found(people.prefer(persons), tuple(persons), hit.start, "name")
            mentions.append(self._person(text, found, hit.end, written))
        people.times.update(plain[hit.start : hit.end] for hit, _ in bare)
        for hit, persons in bare:
            # A first look, for those whom a title or a given name makes known to the rest of the text.
            read = people.read(plain[hit.start : hit.end], hit.start, hit.end, persons)
            if read is not None and read.best is not None:
                people.named.add(read.best.id)
        for hit, persons in bare:
            read = people.read(plain[hit.start : hit.end], hit.start, hit.end, persons)
            if read is not None and (read.how == "name" or not self._is_polity(hit, plain, written, read)):
                mentions.append(self._person(text, read, hit.end, written))
        return mentions

    def _is_polity(self, hit: Hit, plain: str, written: date | None, read: Found) -> bool:
        """Is the word rather a state or its capital ("Washington", "Franco-")? Not behind a title."""
        if not self._senses_at(hit, plain, written):
            return False
        last = LAST_WORD.search(plain, max(0, hit.start - 30), hit.start)
        return not (last and last.group(1).strip(".") in self._words.titles)

    def _person(self, text: str, found: Found, end: int, written: date | None, how: str = "") -> ActorMention:
        best = found.best
        ids = tuple(sorted(actor.id for actor in found.candidates))
        return ActorMention(
            start=found.start,
            end=end,
            text=text[found.start : end],
            id=best.id if best else "",
            kind="person",
            state=self._authority.state_of(best.id, written) if best else "",
            how=how or found.how,
            candidates=ids if len(ids) > 1 else (),
        )

    def _spot_variants(
        self, text: str, plain: str, hits: Sequence[Hit], mentions: Sequence[ActorMention], written: date | None
    ) -> Iterator[ActorMention]:
        taken = {place for hit in hits for place in (hit.start, hit.end - 1)}
        named = [
            self._authority.actor(id) for id in dict.fromkeys(m.id for m in mentions if m.kind == "person" and m.id)
        ]
        places = {m.text: m for m in mentions if m.kind in {"state", "demonym", "capital"} and " " not in m.text}
        people = People(self._words, self._given, plain, written, {actor.id for actor in named})
        seen: dict[str, tuple[tuple[Actor, ...], str]] = {}
        small: set[str] = set()
        for token in TOKEN.finditer(plain):
            start, end, word = token.start(), token.end(), token.group()
            if start in taken or end - 1 in taken:
                continue
            if word not in seen:
                shaped = word.title() if word.isupper() else word
                persons = self._variants.person(shaped, named)
                place = "" if persons else self._variants.place(shaped, list(places))
                if (persons or place) and not small:
                    small = set(re.findall(r"[^\W\d_]{5,}", plain))
                if word.lower() in small:
                    persons, place = (), ""
                seen[word] = persons, place
            persons, place = seen[word]
            if persons:
                read = people.read(word, start, end, persons)
                if read is not None:
                    yield self._person(text, read, end, written, how="variant")
            elif place:
                like = places[place]
                yield ActorMention(
                    start=start,
                    end=end,
                    text=text[start:end],
                    id=like.id,
                    kind=like.kind,
                    state=like.state,
                    how="variant",
                    candidates=like.candidates,
                )


def _in_time(senses: Sequence[Sense], written: date | None) -> list[Sense]:
    """The senses that hold at the time; failing that the last one ended, unless another came after it."""
    if written is None:
        ranked = sorted(senses, key=lambda s: (not s.principal, -s.span.shared_days()))
        used = [sense for sense in ranked if sense.span.shared_days()]
        return used or ranked
    held = [sense for sense in senses if sense.span.holds(written)]
    if held or any(s.span.first and s.span.first > written for s in senses):
        later = [s for s in senses if held and s not in held and s.span.last and s.span.last < written]
        return held + later
    latest = max((s.span.last for s in senses if s.span.last), default=None)
    return [sense for sense in senses if sense.span.last == latest]


def _supported(senses: Sequence[Sense], support: Counter[str], written: date | None) -> Sense:
    """The usual sense, or an earlier one of which the text itself speaks while it never names the usual one.

    A book of today that writes "Soviet" all along means the Soviet government by "Moscow".
    """
    first = senses[0]
    others = [s for s in senses[1:] if s.actor and s.principal and (written is None or not s.span.holds(written))]
    if not others or first.actor is None:
        return first
    best = max(others, key=lambda s: support[s.actor.id] if s.actor else 0)
    if best.actor is not None and support[best.actor.id] > support[first.actor.id]:
        return best
    return first


def _without_overlaps(mentions: Iterable[ActorMention]) -> Iterator[ActorMention]:
    last = 0
    for mention in mentions:
        if mention.start >= last:
            last = mention.end
            yield mention
