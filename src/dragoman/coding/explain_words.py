"""What the coder's rules are called when they are told to a reader."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.vocab.frames import Frame

SHOWN = 4
"""Words of a list shown; the lexicon's own file has them all."""

OUTCOMES: Mapping[str, str] = {
    "account": "an account",
    "no frame": "no line of the lexicon holds here: what it demands beside the word is not there",
    "actor": "the word names an actor, and so no act",
    "taken up": "a verb has used the word already: one act, not two",
    "one side": "fewer than two states could be found for it",
    "unlikely": "too unlikely to be right: its confidence lies below the cut",
    "told twice": "another word of the sentence says the same, more surely",
}

SIDES: Mapping[str, str] = {
    "name": "by its name",
    "noun": "by a name beside a noun that stands for a state",
    "loose": "by a name beside or inside the words",
    "followed": "by what the text named before",
    "pair": "as one of the states told of together",
    "first person": "as the speaker or the one spoken to",
    "distant": "as the state told of most often with the other",
    "known": "from the table of well-known happenings",
}

FEATURES: Mapping[str, str] = {
    "prior": "what the lexicon's line weighs",
    "kind": "type of act and part of speech",
    "lemma": "the word itself",
    "dep": "the word's place in the clause",
    "tag": "the word's form",
    "actors": "how who acts was found",
    "recipients": "how who is acted upon was found",
    "sides": "how the two sides were found",
    "inferred": "whether a side was only inferred",
    "reciprocal": "whether all parties act",
    "status": "the status",
    "date": "the network's chance of the date",
    "demands": "how much the lexicon's line demands",
    "states": "how many states take part",
    "home": "whether the author's state is known",
    "object": "whether the lexicon's line asks for an object",
    "stative": "the word tells a lasting relation",
    "question": "the sentence is a question",
    "det": "the article before the noun",
    "far": "how far the sides stand from the word",
    "length": "the length of the sentence",
    "deep": "how deep the word is embedded",
    "several": "how many take part",
    "doer": "where the lexicon's line looks for who acts",
    "dated": "how the grammar reached the date",
    "by grammar": "taken as the grammar has it",
    "act": "the network's chance that the word names an act",
    "type": "the network's chance of the type, and the type",
    "held": "the network's chance of the status",
    "ongoing": "the network's chance that it is a state of affairs",
    "actor": "the network's chance of who acts",
    "other": "the network's chance of the other side",
    "actor in": "where the words stand that speak for who acts",
    "other in": "where the words stand that speak for the other side",
    "second type": "the network's chance of the next likely type",
    "left out": "the network's chance of a side for the likeliest state left out",
    "choice": "how many states are in question",
    "dates": "how many dates are in question",
    "next date": "the network's chance of the next likely date",
    "network date": "the date is the network's where the grammar has another",
    "undated": "no date",
    "how": "how the date was reached",
    "mutual": "all parties act",
    "grammar": "the grammar has an act here or beside it",
    "grammar here": "the grammar has an act of this very word",
    "grammar type": "the grammar has the same type",
    "grammar sides": "the grammar has the same sides",
    "grammar date": "the grammar has the same date",
    "grammar status": "the grammar has the same status",
}


def outcome_words(outcome: str, *, known: bool = True, no_act: bool = False) -> str:
    """What became of a word; ``known``: the lexicon has it; ``no_act``: the line that holds names no act."""
    if outcome == "no frame" and not known:
        return "the lexicon does not have the word"
    if outcome == "no frame" and no_act:
        return "the line of the lexicon that holds here says that the word names no act between states"
    return OUTCOMES.get(outcome, outcome)


def side_words(how: str) -> str:
    """How a side was found."""
    return SIDES.get(how, how)


def feature_words(name: str) -> str:
    """A feature of the confidence in words, with its value: "tag=VBD" is "the word's form: VBD"."""
    key, _, value = name.partition("=")
    words = FEATURES.get(key, key)
    return f"{words}: {value}" if value else words


def demands(frame: Frame) -> str:
    """A line of the lexicon in words: the word and all that must stand around it."""
    parts = [f"{frame.pos} “{f'{frame.lemma} {frame.particle}'.strip()}”"]
    if frame.objects:
        parts.append(f"{'object' if frame.pos == 'verb' else 'beside it'} {_some(frame.objects)}")
    if frame.barred:
        parts.append(f"without {_some(frame.barred)}")
    if frame.object_kind:
        kinds = {"party": "an actor as object", "thing": "an object that is no actor", "none": "no object"}
        parts.append(kinds[frame.object_kind])
    if frame.complement:
        parts.append(f"a clause with “{frame.complement}”")
    if frame.needs:
        parts.append(f"“{'” or “'.join(frame.needs)}” after it")
    if frame.prep_objects:
        parts.append(f"a phrase of {_some(frame.prep_objects)}")
    return ", ".join(parts)


def _some(words: frozenset[str]) -> str:
    shown = sorted(words)
    more = f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    return f"({', '.join(shown[:SHOWN])}{more})"
