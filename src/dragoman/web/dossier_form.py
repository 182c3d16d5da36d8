"""The form of a dossier: what the historian chose and wrote, as it stands in an address or a posted form."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Protocol

from dragoman.dossier import PARTS, Part, Plan, Remark
from dragoman.dossier.plan import DEFAULT_STYLE, OWN
from dragoman.errors import ConfigError
from dragoman.vocab import edtf

MOST_ROWS = 40
MOST_REMARKS = 100
MOST_LETTERS = 50_000
"""Characters of one text that are taken."""

STYLE = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")
"""A style is chosen by its name alone: what could be a path of a file is refused."""


class Values(Protocol):
    """The fields of an address or of a form."""

    def getlist(self, key: str) -> Sequence[object]:
        """All values of a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One part in the form: whether it is taken, its heading ("" for the usual one) and the historian's words."""

    key: str
    used: bool
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A remark in the form: the record that it is about, and the words."""

    about: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All that the form holds. ``since``, ``until`` and ``as_of`` bound what is told."""

    title: str = ""
    author: str = ""
    date: str = ""
    style: str = ""
    since: str = ""
    until: str = ""
    as_of: str = ""
    rows: tuple[Row, ...] = tuple(Row(key=key, used=True) for key in PARTS)
    remarks: tuple[Aside, ...] = ()

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The form as fields, so that an address can hold it."""
        if self == Form():
            return ()
        single = [
            (name, getattr(self, name)) for name in ("title", "author", "date", "style", "since", "until", "as_of")
        ]
        pairs = [(name, value) for name, value in single if value]
        for number, row in enumerate(self.rows):
            pairs += [("key", row.key), ("heading", row.heading), ("text", row.text)]
            pairs += [("used", str(number))] * row.used
        for one in self.remarks:
            pairs += [("about", one.about), ("remark", one.words)]
        return tuple(pairs)

    def plan(self) -> Plan:
        """The plan of the dossier.

        Raises:
            ConfigError: no part is taken, an own part is empty, the style is no name, or the date is none.
        """
        parts = tuple(Part(key=row.key, title=row.heading, text=row.text) for row in self.rows if row.used)
        if not parts:
            raise ConfigError("no part is chosen: a dossier needs at least one")
        if any(part.key == OWN and not part.text for part in parts):
            raise ConfigError("a part of your own has no text")
        if self.style and not STYLE.fullmatch(self.style):
            raise ConfigError(f"{self.style!r} is no name of a citation style: write chicago, mla or apa")
        if self.date and not edtf.is_valid(self.date):
            raise ConfigError(f"{self.date!r} is no date: write 1961, 1961-12 or 1961-12-03")
        half = [one for one in self.remarks if bool(one.about) != bool(one.words)]
        if half:
            raise ConfigError("a remark needs both what it is about and its words")
        return Plan(
            title=self.title,
            author=self.author,
            date=self.date,
            style=self.style or DEFAULT_STYLE,
            parts=parts,
            remarks=tuple(Remark(about=one.about, text=one.words) for one in self.remarks if one.about),
        )


def read_form(values: Values) -> Form:
    """The form in the fields of an address or of a posted form.

    Raises:
        ConfigError: a part is unknown or stands twice, or there is more than is taken.
    """

    def every(name: str, most: int) -> list[str]:
        found = [str(one).replace("\r\n", "\n").strip() for one in values.getlist(name)]
        if len(found) > most or any(len(one) > MOST_LETTERS for one in found):
            raise ConfigError(f"{name}: there are more than {most} of them, or one is longer than {MOST_LETTERS}")
        return found

    def last(name: str) -> str:
        return (every(name, 2) or [""])[-1]

    keys = every("key", MOST_ROWS)
    used = set(every("used", MOST_ROWS))
    told = zip_longest(keys, every("heading", MOST_ROWS), every("text", MOST_ROWS), fillvalue="")
    rows = tuple(
        Row(key=key, used=str(number) in used, heading=heading, text=text)
        for number, (key, heading, text) in enumerate(told)
    )
    for key in keys:
        if key not in (*PARTS, OWN):
            raise ConfigError(f"{key!r} is no part of a dossier; known: {', '.join((*PARTS, OWN))}")
        if key != OWN and keys.count(key) > 1:
            raise ConfigError(f"the part {key!r} stands twice")
    remarks = zip_longest(every("about", MOST_REMARKS), every("remark", MOST_REMARKS), fillvalue="")
    form = Form(
        title=last("title"),
        author=last("author"),
        date=last("date"),
        style=last("style"),
        since=last("since"),
        until=last("until"),
        as_of=last("as_of"),
        remarks=tuple(Aside(about=about, words=words) for about, words in remarks),
    )
    if not keys:
        return form
    left = tuple(Row(key=key, used=False) for key in PARTS if key not in keys)
    return replace(form, rows=(*rows[: len(keys)], *left))


def rearrange(form: Form, deed: str) -> Form:
    """The form after a button: "up:2", "down:2" or "drop:2" (a part), "add" (an own part), "remark", "forget:1"."""
    what, _, number = deed.partition(":")
    at = int(number) if number.isdigit() else -1
    rows, remarks = list(form.rows), list(form.remarks)
    match what:
        case "up" | "down" if 0 <= at < len(rows):
            to = min(max(at + (1 if what == "down" else -1), 0), len(rows) - 1)
            rows.insert(to, rows.pop(at))
        case "drop" if 0 <= at < len(rows) and rows[at].key == OWN:
            rows.pop(at)
        case "add" if len(rows) < MOST_ROWS:
            rows.append(Row(key=OWN, used=True))
        case "remark" if len(remarks) < MOST_REMARKS:
            remarks.append(Aside())
        case "forget" if 0 <= at < len(remarks):
            remarks.pop(at)
    return replace(form, rows=tuple(rows), remarks=tuple(remarks))


def write_plan(plan: Plan) -> str:
    """A plan as TOML, as ``dragoman dossier --plan`` reads it."""
    held = [(name, getattr(plan, name)) for name in ("title", "author", "date", "style")]
    lines = [f"{name} = {_quoted(value)}" for name, value in held if value]
    for part in plan.parts:
        lines += ["", "[[part]]", f"key = {_quoted(part.key)}"]
        lines += [f"{name} = {_quoted(value)}" for name, value in (("title", part.title), ("text", part.text)) if value]
    for remark in plan.remarks:
        lines += ["", "[[remark]]", f"about = {_quoted(remark.about)}", f"text = {_quoted(remark.text)}"]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    """A string of TOML: what JSON escapes TOML escapes alike, but for one more control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
