"""How records read in English: dates, acts, lists, levels."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType

from dragoman.model import Event
from dragoman.vocab import edtf

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS = MappingProxyType(
    {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
    | {33: "first quarter", 34: "second quarter", 35: "third quarter", 36: "last quarter"}
)
_DOUBT = MappingProxyType({"~": "about ", "?": "perhaps ", "%": "perhaps about "})
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_MARKS = ("“", "”", "‘", "’", '"', "'", "«", "»")
UNDATED = "no date"

Name = Callable[[str], str]


def write_date(value: str | None) -> str:
    """An EDTF value as a historian writes it: ``1961-11-25/1961-12-03`` is "25 November – 3 December 1961"."""
    if not value:
        return UNDATED
    begin, slash, end = value.partition("/")
    if not slash:
        return _write_one(begin)
    if begin in ("..", ""):
        return f"until {_write_one(end)}"
    if end in ("..", ""):
        return f"from {_write_one(begin)}"
    return _write_span(begin, end)


def write_from_to(value: str) -> str:
    """A span as it stands in a sentence: "from 1948 to 12 November 1960", "in 1961"; whole years lose their days."""
    begin, slash, end = value.partition("/")
    if slash and (begin in ("..", "") or end in ("..", "")):
        return write_date(value)
    first, last = (begin.removesuffix("-01-01"), end.removesuffix("-12-31")) if slash else (begin, begin)
    if first != last:
        return f"from {_write_one(first)} to {_write_one(last)}"
    return f"{'on' if edtf.parse(first).precision == 'day' else 'in'} {_write_one(first)}"


def _write_span(begin: str, end: str) -> str:
    """Both ends, what they share written once; plain digits only are shortened."""
    if begin == end:
        return _write_one(begin)
    first, last = begin.split("-"), end.split("-")
    if len(first) == len(last) == 3 and first[:2] == last[:2] and (begin + end).replace("-", "").isdigit():
        return f"{int(first[2])}–{_write_one(end)}"
    if len(first) > 1 < len(last) and first[0] == last[0] and (begin + end).replace("-", "").isdigit():
        return f"{_write_one(begin).removesuffix(str(int(first[0]))).rstrip()} – {_write_one(end)}"
    if len(first) == len(last) == 1 and begin.isdigit() and end.isdigit():
        return f"{int(begin)}–{int(end)}"
    return f"{_write_one(begin)} – {_write_one(end)}"


def _write_one(value: str) -> str:
    """A single date; what stands for no day or month ("XX") is left out, its doubt is put in words."""
    doubt = _DOUBT.get(value[-1:], "")
    plain = value.removesuffix(value[-1:]) if doubt else value
    year, *rest = plain.lstrip("-").split("-")
    era = " BC" if plain.startswith("-") else ""
    if year.endswith("X"):
        return f"{doubt}the {_write_century(year) if year.endswith('XX') else year[:-1].lstrip('0') + '0s'}{era}"
    # Astronomical years: the year 0 is 1 BC.
    told = f"{int(year) + 1}{era}" if era else str(int(year))
    parts = [int(part) for part in rest if part.isdigit()]
    if parts and parts[0] > 12:
        return f"{doubt}{_PARTS[parts[0]]} {told}"
    month = f"{MONTHS[parts[0] - 1]} " if parts else ""
    day = f"{parts[1]} " if len(parts) > 1 else ""
    return f"{doubt}{day}{month}{told}"


def _write_century(year: str) -> str:
    number = int(year[:-2]) + 1
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} century"


def write_act(event: Event, name: Name) -> str:
    """What was done, as a clause: "the Soviet Union recalled its ambassador from Albania"."""
    table = _phrases()["act" if event.recipients else "both"]
    phrase = _choose(table, event.event_type, event.mode) or _fallback(event)
    actors = join([with_article(name(code)) for code in event.actors]) or "somebody"
    recipients = join([with_article(name(code)) for code in event.recipients])
    return phrase.replace("{a}", actors).replace("{b}", recipients)


def tell_act(event: Event, name: Name) -> str:
    """What was done, or not: "it was promised that the Soviet Union would give aid to Albania".

    An asserted act reads as :func:`write_act` has it; so does one for which there is no other way of telling it.
    """
    table = _phrases()["act" if event.recipients else "both"]
    phrase = _choose(table, event.event_type, event.mode)
    verb, _, rest = phrase.removeprefix("{a} ").partition(" ")
    plain = _phrases()["plain"].get(verb)
    told = _phrases()["told"].get(event.status)
    if not phrase or not told or not plain:
        return write_act(event, name)
    actors = join([with_article(name(code)) for code in event.actors]) or "somebody"
    recipients = join([with_article(name(code)) for code in event.recipients])
    done = told.replace("{do}", f"{plain} {rest}".strip()).replace("{did}", f"{verb} {rest}".strip())
    return done.replace("{a}", actors).replace("{b}", recipients)


def _fallback(event: Event) -> str:
    kind = f"{event.event_type.lower()}, {event.mode}" if event.mode else event.event_type.lower()
    return f"an act ({kind}) of {{a}} towards {{b}}" if event.recipients else f"an act ({kind}) between {{a}}"


def with_article(state: str) -> str:
    """A state's or a speaker's name as it stands in a sentence: "the Soviet Union", "Albania", "the Soviet side"."""
    if state.startswith(("The ", "A ", "An ", "Its ", "His ", "Their ", "Our ")):
        return state[0].lower() + state[1:]
    articles = _phrases()["article"]
    words = state.split()
    takes = bool(words) and (words[0] in articles["first"] or words[-1] in articles["last"])
    return f"the {state}" if takes else state


def write_kind(event_type: str, mode: str = "") -> str:
    """The name of an act without its parties: "break relations", "consult (visit)"."""
    if mode and _phrases()["act"].get(mode):
        return mode.replace("-", " ")
    return f"{event_type.lower()} ({mode})" if mode else event_type.lower()


def _choose(table: Mapping[str, str], event_type: str, mode: str) -> str:
    for key in (f"{event_type}.{mode}", mode, event_type):
        if key and key in table:
            return table[key]
    return ""


def write_status(status: str) -> str:
    """The mark beside an act that is not simply asserted; "" for an asserted one."""
    return _phrases()["status"].get(status, "")


def write_answer(status: str) -> str:
    """What a source says of an act, in a clause: "it did not happen"."""
    return _phrases()["answer"].get(status, status)


def write_field(field: str) -> str:
    """A disputed field as a question."""
    return _phrases()["field"].get(field, f"What of {field}?")


def write_sign(sign: str) -> str:
    """What a forecast looks at (one of ``relations.signs.NAMES``): "formal acts of hostility"."""
    return _phrases()["sign"].get(sign, sign)


def write_magnitude(value: str) -> str:
    """A counted thing: "4.22e+08 rouble" is "422 million rouble"."""
    number, _, unit = value.partition(" ")
    try:
        counted = float(number)
    except ValueError:
        return value
    for size, word in ((1e9, " thousand million"), (1e6, " million")):
        if counted >= size:
            return f"{counted / size:g}{word} {unit}"
    return f"{counted:,.10g} {unit}"


def join(words: Sequence[str], last: str = "and") -> str:
    """A list in a sentence: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun, up to twelve in words: "one source", "no sources", "17 sources"."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} {noun}"


def sentence(clause: str) -> str:
    """A clause as a sentence: a capital letter, and a full stop where it has none."""
    text = clause[:1].upper() + clause[1:]
    return text if text.endswith((".", "!", "?", ".”")) else f"{text}."


def close_up(words: str) -> str:
    """Quoted words on one line: line breaks and runs of blanks closed up, nothing else changed."""
    return " ".join(words.split())


def quoted(words: str) -> str:
    """Words in quotation marks; a hair's breadth parts these from marks that the words themselves begin or end with."""
    before = "\u200a" if words.startswith(_MARKS) else ""
    behind = "\u200a" if words.endswith(_MARKS) else ""
    return f"“{before}{words}{behind}”"


def scaled(value: float) -> str:
    """A figure of the scale, signed, with one decimal and a true minus."""
    return f"{value:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")


def day_order(value: str | None) -> tuple[str, str]:
    """A key that sorts EDTF values by first, then last day; what has no date comes last."""
    if not value:
        return ("9999", "9999")
    date = edtf.parse(value)
    first, last = date.earliest(), date.latest()
    return (first.isoformat() if first else "", last.isoformat() if last else "9999")


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    text = (resources.files("dragoman.vocab") / "data" / "phrases.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: MappingProxyType(table) for key, table in tomllib.loads(text).items()})
