"""How those who hold a position are named: the author, a speaker, the work that is cited, whose record it is."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.model.standing import Voice
from dragoman.wording import close_up, join, with_article, write_answer, write_date, write_kind, write_magnitude

Name = Callable[[str], str]

NOT = "not "


def write_holder(voice: Voice, title: str, name: Name) -> str:
    """Who says it: "the record of Albania, “As Tirana told it”"; "Tirana, for Albania, as “An outside view” reports".

    ``title`` is that of the work, ``name`` gives the readable name of an actor.
    """
    whose = f"the record of {with_article(name(voice.standpoint))}, " if voice.standpoint else ""
    citing = f", citing {close_up(voice.cited).strip('() ')}" if voice.cited else ""
    work = f"{whose}“{title}”{citing}"
    if not voice.speaker:
        return work
    speaker = with_article(name(voice.speaker))
    side = name(voice.side) if voice.side else ""
    state = f", for {with_article(side)}," if side and side.casefold() not in speaker.casefold() else ","
    return f"{speaker}{state} as {work} reports"


def write_value(field: str, value: str, name: Name) -> str:
    """The value of a field in words: codes as names, EDTF as a date; "not ALB" is "not Albania"."""
    if field == "date":
        return write_date(value)
    if field in ("initiator", "actors", "recipients"):
        codes = value.removeprefix(NOT).split()
        return (NOT if value.startswith(NOT) else "") + join([with_article(name(code)) for code in codes])
    if field == "magnitude":
        return write_magnitude(value)
    if field == "status":
        return write_answer(value)
    if field == "type":
        kind, _, mode = value.partition(".")
        return write_kind(kind, mode).replace("-", " ")
    return value
