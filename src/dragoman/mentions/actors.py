"""Spots who is named in a text: states, their people and capitals, bodies, parties, persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dragoman.mentions.actor_index import ActorIndex, Hit, make_plain
from dragoman.mentions.actor_introduced import Introductions
from dragoman.mentions.actor_ministries import settle_ministries
from dragoman.mentions.actor_offices import spot_offices
from dragoman.mentions.actor_people import Found, People, given_names
from dragoman.mentions.actor_polities import Polities, Read
from dragoman.mentions.actor_variants import TOKEN, Variants
from dragoman.mentions.told_times import UNTOLD, ToldTimes
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
SMALL_WORD = re.compile(r"[^\W\d_]{5,}")


class Spotter:
    """Finds the actors of an authority list in prose."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._words = load_name_words()
        self._index = ActorIndex(authority, self._words.not_actors, self._words.not_small)
        self._variants = Variants(authority, self._words.weak_surnames)
        self._introductions = Introductions(self._words)
        self._given = _given_names(authority) - self._words.titles

    def spot(self, text: str, *, written: date | None = None, told: ToldTimes = UNTOLD) -> tuple[ActorMention, ...]:
        """All mentions of actors, in text order, none overlapping; ``text[m.start:m.end] == m.text``.

        ``written`` tells apart names that changed hands: "Russia" is RUS to 1922, SUN to 1991, RUS again; without it
        names are read as from 1945 to 1991. Where a name has other readings too, ``candidates`` lists all of them
        (ids, sorted) and ``state`` the usual one; ``state`` is "" where none is usual. ``told`` are the days that a
        text speaks of whose own is not known: by them its capitals and places are read.

        ``how`` is the form met (name, alias, adjective, people, prefix, capital, metonym, surname), ``place`` for a
        capital that stands as a place, ``variant`` for a name spelt otherwise than in the list, ``members`` for a
        bloc that is no body ("the Axis"): it acts for no state of its own, those of its members that are meant by it
        are the candidates. A city that only gives its name to what happened there ("the Madrid Conference") has no
        ``state``; a ministry that several states call so ("the Foreign Office") is that of whom the text speaks.

        ``introduced`` is a person who is not in the list but whose state the text tells (the id is "name:" and the
        surname), or an office written alone that the text gives to one person ("the Chancellor").

        A mention of kind "place" is a town or territory that is no capital then: ``state`` is who held it when the
        text was written (``Authority.state_of`` tells for any other day); where several claimed it, the candidates are
        they.
        """
        plain = make_plain(text)
        hits = self._index.find(plain)
        polities = Polities(self._index, self._words, self._given, plain, hits, written, told=told)
        mentions = [self._polity(text, read) for read in polities.read()]
        spoken = frozenset(one.state for one in mentions)
        mentions.extend(self._spot_people(text, polities, spoken))
        mentions = list(_without_overlaps(mentions))
        mentions.extend(self._spot_variants(text, polities, mentions))
        mentions = list(_without_overlaps(mentions))
        places = self._introductions.find(text, plain, mentions)
        if places:
            introduced = self._introductions.spot(text, plain, places, self._known(hits, mentions))
            named = {one.text.rpartition(" ")[2] for one in mentions if one.kind == "person" and one.how == "name"}
            # First in the list wins: "Wang", once the text has introduced a Wang, is no other person of the list.
            mentions = list(_without_overlaps([*(one for one in introduced if one.text not in named), *mentions]))
        mentions = settle_ministries(plain, mentions, self._words.shared_ministries)
        mentions.extend(spot_offices(text, mentions, self._words.sole_roles))
        return tuple(_without_overlaps(mentions))

    def _known(self, hits: Sequence[Hit], mentions: Sequence[ActorMention]) -> list[tuple[int, int]]:
        """Where names stand that introduce nobody: mentions, and names of states or places that were read as none."""
        spans = {(one.start, one.end) for one in mentions}
        return sorted(spans | {(hit.start, hit.end) for hit in hits if self._index.readings[hit.form].polities})

    def _polity(self, text: str, read: Read) -> ActorMention:
        actor, how, others, on = read.actor, read.how, read.others, read.on
        if actor.members and not actor.states:
            how, others = "members", self._authority.foremost(actor.id, on)
        elif actor.kind == "place":
            claims = self._authority.members(actor.id, on)
            how, others = "place", claims if len(claims) > 1 else ()
        state = actor.id if actor.kind == "state" else self._authority.state_of(actor.id, on)
        if read.gives_name:
            state, others = "", ()
        return ActorMention(
            start=read.hit.start,
            end=read.hit.end,
            text=text[read.hit.start : read.hit.end],
            id=actor.id,
            kind=KINDS.get(read.sense.name.form, actor.kind) if read.sense.name else actor.kind,
            state=state,
            how=how,
            candidates=others,
        )

    def _spot_people(self, text: str, polities: Polities, spoken: frozenset[str]) -> list[ActorMention]:
        plain, written = polities.plain, polities.written
        people = People(self._words, self._given, plain, written, spoken=spoken)
        bare: list[tuple[Hit, str, tuple[Actor, ...]]] = []
        mentions = []
        for hit in polities.hits:
            form = self._index.readings[hit.form]
            if form.full:
                people.named.update(actor.id for actor in form.full)
                found = Found(people.prefer(form.full), form.full, hit.start, "name")
                mentions.append(self._person(text, found, hit.end, written))
            elif form.surname_of:
                bare.append((hit, plain[hit.start : hit.end], form.surname_of))
        people.times.update(surname for _, surname, _ in bare)
        for hit, surname, persons in bare:
            # A first look, for those whom a title or a given name makes known to the rest of the text.
            read = people.read(surname, hit.start, hit.end, persons)
            if read is not None and read.best is not None:
                people.named.add(read.best.id)
        for hit, surname, persons in bare:
            read = people.read(surname, hit.start, hit.end, persons)
            if read is not None and (read.how == "name" or not polities.senses(hit)):
                mentions.append(self._person(text, read, hit.end, written))
        return mentions

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

    def _spot_variants(self, text: str, polities: Polities, mentions: Sequence[ActorMention]) -> Iterator[ActorMention]:
        plain, written = polities.plain, polities.written
        people_ids = dict.fromkeys(m.id for m in mentions if m.kind == "person" and m.id)
        named = [self._authority.actor(id) for id in people_ids]
        places = {m.text: m for m in mentions if m.kind in {"state", "demonym", "capital"} and " " not in m.text}
        people = People(self._words, self._given, plain, written, set(people_ids))
        seen: dict[str, tuple[tuple[Actor, ...], str]] = {}
        for start, end in _uncovered(plain, polities.hits):
            word = plain[start:end]
            if word not in seen:
                seen[word] = self._variant(word, named, list(places), plain)
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

    def _variant(
        self, word: str, named: Sequence[Actor], places: Sequence[str], plain: str
    ) -> tuple[tuple[Actor, ...], str]:
        shaped = word.title() if word.isupper() else word
        if shaped in self._given:
            return (), ""
        persons = self._variants.person(shaped, named)
        place = "" if persons else self._variants.place(shaped, places)
        if (persons or place) and word.lower() in set(SMALL_WORD.findall(plain)):
            return (), ""  # It is an ordinary word: the text also writes it small.
        return persons, place


def _given_names(authority: Authority) -> frozenset[str]:
    """The given names of the list's persons that are no word of a state's name."""
    people = [actor for actor in authority if actor.kind == "person"]
    given = {word for actor in people for word in given_names(actor) if len(word) > 2}
    return frozenset(
        given - {word for state in authority.states() for name in state.names for word in name.text.split()}
    )


def _uncovered(plain: str, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Capitalised words that are no part of a name of the list."""
    following = iter(hits)
    hit = next(following, None)
    for token in TOKEN.finditer(plain):
        start, end = token.span()
        while hit is not None and hit.end <= start:
            hit = next(following, None)
        if hit is None or end <= hit.start:
            yield start, end


def _without_overlaps(mentions: Iterable[ActorMention]) -> Iterator[ActorMention]:
    last = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start >= last:
            last = mention.end
            yield mention
