"""Whether the words of a parenthesis cite a work."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)
_YEAR = re.compile(r"(?<![\d/.])(1[5-9]\d\d|20\d\d)([a-z])?(?![\d/])")
_UNDATED = re.compile(r"[,\s](n\.\s?d\.|forthcoming|in press)(?=[\s.,:]|$)")
_UNIT = (
    r"(?:pp?|vols?|chs?|chap|nos?|nr|fols?|docs?|nn?|notes?|d|f|fl|ll?|op|paras?|par|box|"
    r"folder|fn|sheets?|bk|pt|part|secs?|§)"
)
_LOCATOR = re.compile(
    rf"[a-z]?(?:[,:.]?\s*(?:{_UNIT}\.?\s*)?[\dIVXLCivxlc]+[a-z]?(?:\s*[-–—/]\s*\d+)?(?:\s?ff?\.)?)*[\s.,:]*", re.I
)
_PAGES = re.compile(rf"{_UNIT}\.?\s*[\dIVXLCivxlc]+(?:\s*[-–—,]\s*\d+)*(?:\s?ff?\.)?\.?", re.I)
_SHELFMARK = re.compile(
    r"\b(?:f|fond|fondi|d|dosja|op|opis|ll?|fl|box|folder|rg|fo|cab|prem|docs?|vols?|nos?|nr|viti)\b\.?\s*[\dIVX]", re.I
)
_CALL_NUMBER = re.compile(r"\b[A-Z]{2,5} \d+/\d+|\b\d{3}[A-Z]?\.\d+[A-Z]?(?:\s?/|$)")
_AGAIN = re.compile(
    r"(?:ibid|ibidem|idem|op\.\s?cit|loc\.\s?cit|(?:[A-Z][\w’'-]+,? )+(?:op|loc)\.\s?cit)\b\.?(?:[\s,:].*)?", re.I
)
_RANGE = re.compile(r"\s*[-–—]\s*(?:\d{4}|\d{2})(?!\d)")
_SPAN_BEFORE = re.compile(r"\d\s*[-–—]\s*\Z")
_QUOTED = re.compile(r"[“\"„«][^“”\"»]*[”\"»]")
_TOKEN = re.compile(r"[^\s,;:()]+")
_STRIP = " \t,.:;-–—"
MOST_WORDS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a citation names: the words before the year, and the year ("" when it gives none)."""

    author: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """The lists of ``data/citations.toml``."""

    lead_ins: re.Pattern[str]
    connectors: frozenset[str]
    sources: frozenset[str]
    happenings: frozenset[str]
    openers: frozenset[str]
    places: frozenset[str]
    reporting: frozenset[str]
    numbered: frozenset[str]

    @classmethod
    def load(cls) -> Citing:
        """The lists that ship with Dragoman."""
        return _load()

    def read(self, words: str, *, after_quotation: bool) -> Cited | None:
        """What ``words``, one part of a parenthesis, cite; None for an ordinary parenthesis.

        Right after a closed quotation more is believed: a town or a body with a year is then a source, not a place or
        a happening. A year by itself, a span of years and a life's dates are never a citation.
        """
        item = words.strip()
        if _AGAIN.fullmatch(item):
            return Cited(author=item.split(",")[0].strip(_STRIP), year="")
        bare = self.lead_ins.sub("", item, count=1).strip()
        led = bare != item
        if _AGAIN.fullmatch(bare):
            return Cited(author=bare.split(",")[0].strip(_STRIP), year="")
        if _PAGES.fullmatch(bare) and (bare[:1] in "pP" or led):
            return Cited(author="", year="")
        dated = self._dated(bare, sure=after_quotation or led)
        return dated or self._shelved(bare)

    def is_shelved(self, words: str) -> bool:
        """Whether words name an archive or an edition by a shelf mark: "AMPJ, F. 14, d. 23"."""
        return self._shelved(words.strip()) is not None

    def names_happening(self, word: str) -> bool:
        """Whether a word is a place or a happening, so that a year after it is when it was."""
        return word.lower() in self.places or word.lower() in self.happenings

    def _dated(self, item: str, *, sure: bool) -> Cited | None:
        years = list(_YEAR.finditer(item))
        undated = _UNDATED.search(item)
        if undated and undated.start() > 0 and not years:
            head = item[: undated.start()].strip(_STRIP)
            return Cited(author=head, year="") if self._is_author(head, sure=sure) else None
        for found in years:
            span = _RANGE.match(item, found.end())
            rest = item[span.end() if span else found.end() :]
            is_number = item[: found.start()].rstrip().rpartition(" ")[2].lower() in self.numbered
            is_last_of_span = _SPAN_BEFORE.search(item, max(0, found.start() - 8), found.start())
            if is_number or is_last_of_span or not _LOCATOR.fullmatch(rest) or (span and not _PAGES.search(rest)):
                continue
            head = item[: found.start()].strip(_STRIP)
            if self._is_author(head, sure=sure):
                return Cited(author=head, year=found.group(1))
        return None

    def _shelved(self, item: str) -> Cited | None:
        """A reference to an archive or an edition that gives a shelf mark instead of a year."""
        author, comma, _ = item.partition(",")
        if not comma or not author[:1].isupper():
            return None
        marks = len(_SHELFMARK.findall(item))
        known = any(word.lower().strip(".") in self.sources for word in _TOKEN.findall(author))
        if marks >= 2 or (marks and known) or _CALL_NUMBER.search(item):
            return Cited(author=author.strip(_STRIP), year="")
        return None

    def _is_author(self, head: str, *, sure: bool) -> bool:
        plain = _QUOTED.sub("Quoted", head).strip(_STRIP + '“”"’‘')
        tokens = [token.strip(".'’‘“”\"") for token in _TOKEN.findall(plain)]
        words = [token for token in tokens if any(letter.isalpha() for letter in token)]
        if not words or len(words) > MOST_WORDS or not (words[0][0].isupper() or head[0] in '“"„«'):
            return False
        lower = [word.lower() for word in words]
        known = any(word in self.sources for word in lower) or "Quoted" in words
        if lower[0] in self.openers and words[0] != "The":
            return False
        if any(word[0].islower() and word not in self.connectors and not (known and sure) for word in words):
            return False
        content = [word for word in lower if word not in _MONTHS and word not in self.connectors]
        if not content:
            return False
        if known or sure:
            return True
        if len(content) < len([word for word in lower if word not in self.connectors]):
            return False  # a month and no word of the press: when it was, not what it is in
        if (
            any(word in self.happenings for word in lower)
            or " ".join(content) in self.places
            or content[0] in self.places
        ):
            return False
        return not (len(words) == 1 and words[0].isupper() and len(words[0]) <= 5)


def mask(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with blanks in the place of the spans, as long as before. Spans may overlap and come in any order."""
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        low = max(start, done)
        if end > low:
            pieces += (text[done:low], " " * (end - low))
            done = end
    pieces.append(text[done:])
    return "".join(pieces)


@lru_cache(maxsize=1)
def _load() -> Citing:
    lists = tomllib.loads(files("dragoman.vocab").joinpath("data/citations.toml").read_text(encoding="utf-8"))
    leads = "|".join(re.escape(words) for words in sorted(lists["lead_ins"], key=len, reverse=True))
    return Citing(
        lead_ins=re.compile(rf"(?:(?:{leads})\s+)+", re.IGNORECASE),
        **{
            name: frozenset(lists[name])
            for name in ("connectors", "sources", "happenings", "openers", "places", "reporting", "numbered")
        },
    )
