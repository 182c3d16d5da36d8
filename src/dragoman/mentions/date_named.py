"""Meetings that a text itself has dated: after "the Yalta Conference of February 1945", "at Yalta" is that February."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.mentions.date_grammar import Expression
from dragoman.mentions.date_meaning import Meaning
from dragoman.model.text import DateMention
from dragoman.vocab import edtf

_HEAD = "(?:Conference|Congress|Summit|Meeting|Talks|conference|congress|summit|meeting|talks)"
_HEADS = re.compile(rf" {_HEAD}\b")
_BEFORE = re.compile(r"\b(?:[A-Z][\w’'-]+ ){1,3}$")
_DATED = re.compile(
    r",? ?(?:\(|of |in |on |held (?:in |on |from )?|(?:at|in) [A-Z]\w+,? (?:in |from |on )|from )?(?:the )?"
)
_AT = re.compile(
    rf"\b(?:[Aa]t|[Dd]uring|[Tt]hroughout) (?:the )?(?:(?P<name>(?:[A-Z][\w’'-]+ ){{1,3}}){_HEAD}\b|"
    rf"(?P<place>[A-Z][\w’'-]+)\b(?! [A-Z])|"
    r"(?P<topic>(?:[Cc]onference|[Ss]ummit|[Cc]ongress)\b(?! (?:of|in|table|room))))"
)
_ASIDE = re.compile(
    r"\b(?:[Aa]fter|[Bb]efore|[Ff]ollowing|[Ss]ince|[Uu]ntil|[Pp]rior to|[Aa]nother|[Ff]uture|[Nn]ext|[Ff]or) "
    r"(?:the |a )?$"
)
_OPENING = 3  # sentences: so far below its heading a text says when the meeting was that it is about


class Meetings:
    """The meetings dated so far in one text, by name and by place; a memo of one reading."""

    def __init__(self, text: str) -> None:
        self._names = list(_names(text))
        self._known: dict[str, str] = {}
        self._topic = ""
        self._dated = ""
        self._until = -1

    def __bool__(self) -> bool:
        """Whether any meeting is dated yet."""
        return bool(self._known)

    def learn(
        self, text: str, number: int, start: int, end: int, mentions: Sequence[DateMention], *, frame: str
    ) -> None:
        """Take note of the meetings that the sentence dates; ``frame`` holds the years of the heading above, or ""."""
        names = self._within(start, end)
        if not names and (self._dated or not self._topic):
            return
        told = [one for one in mentions if one.how == "explicit" and one.value and _is_near(one.value)]
        titled = not self._topic and number == 0 and not text[start:end].rstrip().endswith((".", "!", "?"))
        for _, last, name in names:
            if titled and name != "The":
                self._topic, self._until = name, number + _OPENING
            for one in told:
                if one.start >= last and _DATED.fullmatch(text, last, one.start):
                    self._keep(name, one.value or "")
                    break
        if self._topic and not self._dated and 0 < number <= self._until and frame:
            fine = [one.value for one in told if one.value and edtf.within(one.value, frame) and one.value != frame]
            if fine and (self._topic in text[start:end]):
                self._dated = fine[0]
                self._known[self._topic] = self._known[self._topic.split()[0]] = fine[0]

    def _keep(self, name: str, value: str) -> None:
        self._known.setdefault(name, value)
        self._known.setdefault(name.rsplit(maxsplit=1)[-1], value)

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[Expression, Meaning]]:
        """The places of the sentence where a meeting dated before tells the time."""
        for found in _AT.finditer(text, start, end):
            name = (found["name"] or found["place"] or "").strip()
            value = self._dated if found["topic"] else self._known.get(name)
            if value:
                yield _anchored(found.start(), found.end(), value)
        for first, last, name in self._within(start, end):
            value = self._known.get(name)
            if value and not _ASIDE.search(text[max(start, first - 12) : first]):
                yield _anchored(first, last, value)

    def _within(self, start: int, end: int) -> Sequence[tuple[int, int, str]]:
        """The names of meetings in the sentence, with their places."""
        first = bisect_left(self._names, (start, 0, ""))
        return self._names[first : bisect_left(self._names, (end, 0, ""))]


def merge(
    text: str, told: Sequence[tuple[Expression, Meaning]], named: Sequence[tuple[Expression, Meaning]]
) -> list[tuple[Expression, Meaning]]:
    """Both in text order; a meeting that its own date follows, or that another expression holds, is left out."""
    kept = list(told)
    for expression, meaning in named:
        near = any(
            one.start < expression.end + 8 and expression.start < one.end and one is not expression for one, _ in kept
        )
        followed = any(
            one.start >= expression.end and _DATED.fullmatch(text, expression.end, one.start) for one, _ in told
        )
        if not near and not followed:
            kept.append((expression, meaning))
    return sorted(kept, key=lambda pair: pair[0].start)


def _names(text: str) -> Iterator[tuple[int, int, str]]:
    """Every name of a meeting in the text: where it begins and ends, and what distinguishes it."""
    for head in _HEADS.finditer(text):
        before = _BEFORE.search(text, max(0, head.start() - 60), head.start() + 1)
        if before:
            yield before.start(), head.end(), before.group().strip().removeprefix("The ")


def _anchored(start: int, end: int, value: str) -> tuple[Expression, Meaning]:
    return Expression(start, end, "named", {}), replace(Meaning(), value=value, unit=value, how="anchored")


def _is_near(value: str) -> bool:
    """Whether it is fine enough to be when a meeting was: a month, some days or weeks."""
    first, last = edtf.parse(value).earliest(), edtf.parse(value).latest()
    return first is not None and last is not None and (last - first).days < 120
