"""Whom an edition's own lists of persons and abbreviations make known to its documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date

from anyascii import anyascii
from rapidfuzz.distance import Indel

from dragoman.mentions.actor_people import given_names
from dragoman.mentions.actors import Spotter
from dragoman.model.record import Listed, Source
from dragoman.model.text import ActorMention
from dragoman.vocab.actor_records import ALWAYS, Actor, Name, NameForm, Office, Span
from dragoman.vocab.actors import Authority
from dragoman.vocab.office_titles import office_title

ALIKE = 0.6
"""Similarity (rapidfuzz, Indel, 0 to 1) from which two spellings of a given name are one, surname and state being so.

"Josef" and "Josip" are at 0.6, "Allen" and "John" at 0.2.
"""
_HEAD = re.compile(
    r"\b(?:president|premier|minister|chancellor|king|queen|emperor|shah|chairman|secretary|leader|head|member|marshal|"
    r"ambassador|representative|chief|chargé|archbishop|commander|counselor|speaker|deputy|director|presidium|bureau|"
    r"politburo|army|party|government|mission|embassy)\b[^;]* (?:of|from)(?: the)?\s*\Z",
    re.IGNORECASE,
)
_SERVES_ABROAD = re.compile(r"\b(?:office|bureau|division|director|officer|affairs|desk|section)\b", re.IGNORECASE)
_AFTER = re.compile(r"(?:[’']s?)?\s+(?:Affairs|Desk|Section|Division|Studies|Area|Program)")
_ORGAN = re.compile(
    r"[’'s]*\s+(?:Council|Government|Embassy|Legation|Foreign|Army|Navy|Air Force|Ministry|Minister|Politburo|"
    r"Presidium|Delegation|Party|Mission|Communist Party|Workers|Prime|Premier|President|Chancellor)\b"
)
_ORGAN_NAME = re.compile(
    r"\b(?:army|navy|air force|forces?|ministry|party|authority|council|front|assembly|agency|office|committee|police|"
    r"union|league)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:(?:and|thereafter|then|former|formerly|acting|the|permanent|,|until \w+ \d{4}|from \w+ \d{4}),?\s*)*", re.I
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHEN = re.compile(rf",?\s*(?:(?:and,?\s*)?(?:until|from|after|before|through|since)\b|{_MONTH}\b|\d{{4}}).*\Z")
_YEARS = re.compile(r"\b(1[5-9]\d\d|20\d\d)[-–](1[5-9]\d\d|20\d\d)\b")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_RANKS = re.compile(
    r"(?:(?:generalissimo|baron|viscount|(?:vice |rear |fleet )?admiral|"
    r"(?:major |brigadier |lieutenant )?general|(?:lieutenant )?colonel|captain|"
    r"major|marshal|sir|lord|dr|prince|archbishop|cardinal|commander|field marshal)\.? )+",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(r"(?:the )?government of (?:the )?(?P<of>.+)|(?P<by>.+) government", re.IGNORECASE)
_SEE = re.compile(r"\W*see(?: also)?\s+(?P<name>[^;]*[^\W_])\W*\Z", re.IGNORECASE)
"""The note of an entry that only says under which other name a person stands."""
_OTHER_NAME = re.compile(r"\s*\((?P<name>[^()]+)\)")


def overlay_source(authority: Authority, source: Source, *, settled: Set[str] = frozenset()) -> Authority:
    """The authority list that holds for the documents of a source: with the source's own lists laid over it.

    The years of the volume are those of its sub-series ("1955–1957"), else of its title.
    """
    words = f"{source.csl.get('collection-number', '')} {source.csl.get('title', '')}"
    years = _YEARS.search(words)
    period = Span(date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)) if years else ALWAYS
    return overlay(authority, source.listed, side=source.standpoint or "", period=period, settled=settled)


def settled_names(authority: Authority) -> frozenset[str]:
    """The names that a user's own file gives to actors: no list of an edition changes whom they mean."""
    built_in = {(actor.id, name.text) for actor in Authority.load() for name in actor.names}
    return frozenset(n.text for actor in authority for n in actor.names if (actor.id, n.text) not in built_in)


def overlay(
    authority: Authority,
    listed: Sequence[Listed],
    *,
    side: str,
    period: Span = ALWAYS,
    settled: Set[str] = frozenset(),
) -> Authority:
    """The authority list with an edition's own lists laid over it; valid for the documents of that edition alone.

    A person already known gets the printed spelling as a further name. Others are added with the state their office
    tells ("Turkish Deputy Prime Minister", "President of Cyprus"); where it tells none they act for ``side``, whose
    edition it is. An entry that only refers to another ("see Karamanlis") is a further spelling of that
    one. ``period`` is that of the volume: the office is taken as held in it. An abbreviation is added where
    the words it stands for name exactly one actor ("GOI", Government of Italy), and then stands for nobody else;
    one that is ``settled`` keeps its meaning.
    """
    spotter = Spotter(authority)
    on = period.first
    actors = {actor.id: actor for actor in authority}
    bearers: dict[str, list[str]] = {}
    for actor in authority:
        for name in actor.names:
            if name.form == "surname" and actor.existed(on):
                bearers.setdefault(name.text, []).append(actor.id)
    crossed = [(entry.name, found["name"]) for entry in listed if (found := _SEE.match(entry.note))]
    for entry in listed:
        if _SEE.match(entry.note):
            continue
        if entry.kind == "term":
            named = None if entry.name in settled else _term(entry, authority, on)
            if named is not None:
                for other in authority.meant(entry.name):
                    kept = tuple(name for name in actors[other.id].names if name.text != entry.name)
                    actors[other.id] = replace(actors[other.id], names=kept)
                actor, form = actors[named[0]], named[1]
                actors[actor.id] = _with_names(actor, [Name(text=entry.name, form=form)])
            continue
        spellings, surname = _spellings(entry.name)
        if not spellings:
            continue
        elsewhere = [name for name, target in crossed if entry.name == target or entry.name.startswith(f"{target},")]
        spellings += _respell(spellings[0], surname, elsewhere)
        told = _state(entry.note, spotter, on)
        alike = [actors[id] for id in bearers.get(surname, ())]
        known = _known(spellings, authority, on) or _alike(spellings[0], told or side, alike, on)
        if known is not None:
            actors[known.id] = _with_names(actors[known.id], [Name(text=text, form="alias") for text in spellings])
            continue
        state = told or side
        names = [Name(text=spellings[0], form="name"), *(Name(text=text, form="alias") for text in spellings[1:])]
        names.append(Name(text=surname, form="surname"))
        made = Actor(
            id=_fresh_id(spellings[0], surname, actors),
            kind="person",
            name=spellings[0],
            names=tuple(names),
            states=((state, ALWAYS),) if state else (),
            offices=tuple(_offices(entry.note, state, period, authority)),
        )
        actors[made.id] = made
    return Authority(actors.values())


def _with_names(actor: Actor, names: Iterable[Name]) -> Actor:
    known = {name.text for name in actor.names}
    fresh = tuple(name for name in names if name.text not in known)
    return replace(actor, names=actor.names + fresh) if fresh else actor


def _term(entry: Listed, authority: Authority, on: date | None) -> tuple[str, NameForm] | None:
    """The one actor that an abbreviation stands for, and in which form; None for a thing or for several actors.

    "AVH, State Security Authority (Hungary)" is an organ of the state in brackets and acts for it.
    """
    if len(entry.name) < 3:
        return None
    found: dict[str, NameForm] = {}
    for part in entry.note.split(";"):
        whole = _OTHER_NAME.sub("", part).strip(" .,")
        government = _GOVERNMENT.fullmatch(whole)
        plain = (government["of"] or government["by"]) if government else whole
        meant = [actor for actor in authority.meant(plain.removeprefix("the "), on) if actor.kind != "person"]
        if government and len(meant) != 1:
            return None
        if not meant:
            meant = [actor for actor in _bracketed(part, whole, authority, on) if actor.kind != "person"]
        if len(meant) == 1:
            forms = [name.form for name in meant[0].names if name.text.casefold() == plain.casefold()]
            found[meant[0].id] = "adjective" if forms[:1] == ["adjective"] and not government else "alias"
    return next(iter(found.items())) if len(found) == 1 else None


def _bracketed(part: str, whole: str, authority: Authority, on: date | None) -> tuple[Actor, ...]:
    """Whom brackets name: as the translation of words in another language, or as the state of an organ."""
    brackets = [found["name"] for found in _OTHER_NAME.finditer(part) if found.start() > 0]
    for words in brackets:
        meant = authority.meant(words, on)
        if not meant:
            continue
        is_translation = len(words.split()) > 1 and abs(len(words.split()) - len(whole.split())) <= 2
        names_organ = any(_ORGAN_NAME.search(text) for text in (whole, *brackets)) and not whole.startswith("Joint")
        if names_organ or (is_translation and not _is_english(whole)):
            return meant
    return ()


def _is_english(words: str) -> bool:
    return re.search(r"\b(?:of|on|for|the|and)\b", words) is not None


def _spellings(printed: str) -> tuple[list[str], str]:
    """A printed name in the order in which it is spoken, with its spellings, and the surname.

    "Hoxha, General Enver" is Enver Hoxha; "Chou En-lai" is printed as it is spoken.
    """
    others = [found["name"] for found in _OTHER_NAME.finditer(printed)]
    parts = [part.strip() for part in _OTHER_NAME.sub("", printed).split(",")]
    surname = parts[0]
    given = next((part for part in parts[1:] if part.strip(".").casefold() not in _SUFFIXES), "")
    given = _RANKS.sub("", given + " ").strip()
    if not given and " " in surname:
        spoken, surname = surname, surname.split()[0]
    else:
        spoken = f"{given} {surname}".strip()
    spellings = [spoken]
    words = given.split()
    if len(words) > 1:
        spellings.append(f"{words[0] if len(words[0].strip('.')) > 1 else words[1]} {surname}")
    spellings += [other for other in others if len(other.split()) > 1 and other[0].isupper()]
    full = [text for text in dict.fromkeys(spellings) if " " in text and not text.endswith(".")]
    return full, surname


def _respell(spoken: str, surname: str, others: Iterable[str]) -> list[str]:
    """The name with the other spellings that the list refers from: "Caramanlis: see Karamanlis"."""
    given = spoken.removesuffix(surname).strip()
    found = [_spellings(other)[0] or ([f"{given} {other}"] if given and "," not in other else []) for other in others]
    return [text for texts in found for text in texts]


def _known(spellings: Sequence[str], authority: Authority, on: date | None) -> Actor | None:
    """The person of the list that bears one of the names, and no other; alive and grown on the day."""
    for words in spellings:
        people = [actor for actor in authority.meant(words) if actor.kind == "person" and actor.existed(on)]
        if len(people) == 1:
            return people[0]
    return None


def _alike(spoken: str, state: str, bearers: Sequence[Actor], on: date | None) -> Actor | None:
    """The one bearer of the surname who serves the state and whose given name is spelt much alike: Josef, Josip."""
    given = spoken.split(maxsplit=1)[0].casefold()
    found = []
    for person in bearers:
        serves = any(code == state and span.holds(on) for code, span in person.states)
        near = any(Indel.normalized_similarity(given, own.casefold()) >= ALIKE for own in given_names(person))
        if serves and near:
            found.append(person)
    return found[0] if len(found) == 1 else None


def _state(note: str, spotter: Spotter, on: date | None) -> str:
    """The state that the words of an office tell; "" where they tell none."""
    for clause in note.split(";"):
        lead = _LEAD.match(clause.strip())
        words = clause.strip()[lead.end() if lead else 0 :]
        for mention in spotter.spot(words, written=on):
            if mention.state and mention.kind != "person" and _is_served(mention, words):
                return mention.state
    return ""


def _is_served(mention: ActorMention, words: str) -> bool:
    """Whether the state named is the one that the office is held for, not one it deals with."""
    if _AFTER.match(words, mention.end):
        return False
    before = words[: mention.start]
    if not before:
        return mention.kind != "body"
    if _SERVES_ABROAD.search(before):
        return False
    if mention.kind == "demonym":
        return _ORGAN.match(words, mention.end) is not None
    return _HEAD.search(before) is not None


def _offices(note: str, state: str, period: Span, authority: Authority) -> Iterator[Office]:
    if period.first is None or period.last is None:
        return
    first = _LEAD.sub("", note.partition(";")[0].strip(), count=1)
    title = office_title(_WHEN.sub("", first).split(",")[0], state)
    known = authority.holder(title, state, period.first) if state in authority else None
    if known is not None or title.startswith(("head of", "foreign minister", "party leader", "leader")):
        title = "official"
    yield Office(title=title or "official", state=state, span=period)


def _fresh_id(name: str, surname: str, taken: dict[str, Actor]) -> str:
    given = name.replace(surname, "").split()
    letters = re.sub(r"[^a-z0-9]+", "-", str(anyascii("-".join([surname, *given[:1]]))).casefold()).strip("-")
    stem = f"person:{letters}"
    number, made = 1, stem
    while made in taken:
        number += 1
        made = f"{stem}-{number}"
    return made
