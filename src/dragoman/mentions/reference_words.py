"""The words of one reference taken apart: author, title, year, archive, file, page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dragoman.model.reference import ReferenceKind
from dragoman.vocab.citing import Citing
from dragoman.vocab.referring import Referring

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:[-–]\d{{1,2}})?),? "
    r"(?P<year>1[5-9]\d\d|20\d\d)"
)
_DATED = re.compile(rf"(?P<head>[^;()]*?)[,.]?\s*\(?(?P<date>{_DAY})\)?(?P<rest>.*)")
_NUMBERS = r"[\divxlcIVXLC]+[a-z]?(?:\s?[-–—/]\s?[\divxlc]+)?(?:,\s?\d+(?:\s?[-–—]\s?\d+)?)*(?:\s?ff?\b\.?)?"
_PLACE = (
    rf"(?:(?:vol|vols|bk|pt|ch|chap|no|nos|nr|doc|docs)\.?\s{_NUMBERS},?\s)*"
    rf"\b(?:pp?|pages?|fols?|ff?|ll?|lists?|fl|fq|[Bb]l|k|sheets?|docs?|nn?|col|s|str)\b\.?\s?{_NUMBERS}"
    r"(?:ob\b\.?)?(?:\s?and\s?\d+)?"
)
_LOCATED = re.compile(rf"(?P<head>.*?)[,.;:]?\s*(?P<locator>{_PLACE})[\s.)]*", re.DOTALL)
_PAGE_OF_SHORT = re.compile(
    r"(?P<head>[^\d;()]+),\s(?P<locator>\d{1,4}(?:\s?[-–—]\s?\d+)?(?:,\s?\d+(?:\s?[-–—]\s?\d+)?)*)[\s.]*"
)
"""Author, short title, page: "Marku, The Long Quay, 45–46", as the Chicago manual has it."""
_DAY_BEFORE = re.compile(rf"(?P<comma>,)?\s(?:{_MONTH}(?: \d{{1,2}})?|\d{{1,2}} {_MONTH})\Z")
_A_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_SERIES = re.compile(r"(?P<mark>[A-Z]{2,4})\s?\d+\b")
_VOLUME = re.compile(
    r"(?:FRUS|Foreign Relations of the United States),?\s\d{4}(?:[-–—]\d{2,4})?,\s"
    r"(?:[Vv]ol(?:ume|\.)?\s[IVXLC\d]+)(?:,\s(?:[Pp]art|pt\.)\s\w+)?"
)
_PLACE_IN_VOLUME = re.compile(r"(?:[,:]?\s(?:[Dd]oc(?:ument)?s?\.?|[Nn]os?\.|pp?\.|pages?|\d).*)?", re.DOTALL)
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\w)|(?<=[\w.!?])[*_]{1,3}(?!\w)")
_VOLUMES = re.compile(r"(?P<file>(?:(?:vol|vols|bk|pt|no|nos|nr)\.?\s[\divxlcIVXLC]+,?\s)+)(?P<page>\S.*)")
_SPOKEN = re.compile(r"(?:[Aa]uthor[’']s )?(?:[Ii]nterviews?|[Cc]onversations?|[Cc]orrespondence) with\b")
_BARE_PAGE = re.compile(r"(?P<head>.*\d{4}[a-z]?)\s?[,:]\s?(?P<locator>\d+(?:\s?[-–—]\s?\d+)?)[\s.)]*")
_AGAIN = re.compile(
    r"(?:(?P<who>[A-Z][^,;()]{1,60}?),?\s+(?:in\s+)?)?(?P<word>[Ii]bid|[Ii]bidem|[Ii]dem|[Oo]p\.?\s?cit|[Ll]oc\.?\s?cit|"
    r"[Aa]rt\.?\s?cit)\b\.?,?\s*(?P<rest>.*)",
    re.DOTALL,
)
_IMPRINT = re.compile(
    r"(?P<head>[^()]+?),?\s*\((?P<imprint>[^()]*?)(?P<year>1[5-9]\d\d|20\d\d)[a-z]?\)(?P<rest>.*)", re.DOTALL
)
_QUOTED = re.compile(r"[“\"„«‘](?P<title>[^”\"»’]{3,200})[”\"»’]")
_AUTHOR = (
    r"(?:[A-ZÀ-Ž](?:\.|[\w’'-]+)(?:[\s-](?:(?:de|von|van|al-|bin|ibn)\s)?[A-ZÀ-Ž](?:\.|[\w’'-]+)){0,3})"
    r"(?:(?:,| and| &)\s[A-ZÀ-Ž][\w.’'-]+(?:\s[A-ZÀ-Ž][\w.’'-]+){1,2}){0,2}"
)
_SHORT = re.compile(rf"(?P<author>{_AUTHOR}(?:,? eds?\.)?),\s(?P<title>[A-ZÀ-Ž“\"][^;]{{2,160}})")
_EDITION = re.compile(
    r"(?:(?:footnotes?|notes?)\s[\d\s,and–-]+,\s)?(?:Documents?|Docs?\.)\s\d+(?:(?:[-–,]| and)\s?\d+)*"
    r"|(?:Foreign Relations,\s[\d–-]+,\s)?\b[Vv]ols?(?:ume)?\.?\s[IVXLCivxlc]+(?:,\s(?:Part|part|pt\.)\s?\w+)?,"
    r"\s(?:Documents?|pp?\.|pages?)\s[\d–-]+(?:\s–\s\d+)?(?:\sff\.?)?"
    r"|\b[Ff]ootnotes?\s\d+\s(?:above|below)|\b(?:[Ii]nfra|[Ss]upra)\b"
)
_WORDY = re.compile(
    r"\b(?:is|was|were|are|had|has|been|reported|stated|that|which|he|she|they|this|these)\b", re.IGNORECASE
)
_SEE = re.compile(
    r"(?:\A|[\s,(])(?:[Ss]ee(?: also)?|(?:[Pp]rinted|published|[Aa]ppeared|reproduced|[Qq]uoted|[Cc]ited|is|are) in)"
    r"\s+(?=[A-Z“\"i])"
)
_BACK = {"ibidem": "ibid", "idem": "ibid", "art cit": "op cit", "opcit": "op cit", "loccit": "loc cit"}
_FILE_NUMBER = re.compile(r"[\d/]\s*[–-]?\s*\Z")
LONGEST = 400
"""Code points that are looked at as one reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the words of a reference name. ``back`` is the word that points back ("ibid", "op cit", "loc cit").

    ``short`` says that author and title alone are given: what a reader was told in full before.
    """

    kind: ReferenceKind
    author: str = ""
    title: str = ""
    year: str = ""
    archive: str = ""
    file: str = ""
    locator: str = ""
    back: str = ""
    short: bool = False


def find_editions(words: str) -> list[tuple[int, int]]:
    """Where words point to another document of the same edition: "See Document 12", "footnote 3 above", "infra"."""
    return [found.span() for found in _EDITION.finditer(words)]


def find_again(words: str) -> list[tuple[int, int]]:
    """Where a running sentence says "ibid.": from the word to the end of its clause."""
    return [found.span() for found in re.finditer(r"\b[Ii]bid\b\.?(?:,[^.;()]*(?:p{1,2}\.\s?[\d–-]+)?)?", words)]


def read_reference(words: str) -> Named | None:
    """What ``words``, one item of a footnote or a citation, name; None where they are no reference.

    Known are "ibid.", "op. cit." and "loc. cit." with or without an author; archives with fond, file and sheet;
    newspapers with their day; works with place and year, with the year alone, or by author and short title.
    """
    item = " ".join(_EMPHASIS.sub("", words[:LONGEST]).split()).strip(" .;")
    bare = Citing.load().lead_ins.sub("", _after_see(item), count=1).strip(" ,.")
    if not bare:
        return None
    again = _AGAIN.fullmatch(bare)
    if again:
        return _pointed(again)
    if _EDITION.fullmatch(bare):
        return Named(kind="edition", locator=bare)
    volume = _VOLUME.match(bare)
    if volume and _PLACE_IN_VOLUME.fullmatch(bare, volume.end()):
        return Named(kind="work", title=volume.group(), locator=bare[volume.end() :].strip(" ,.:"))
    located = _LOCATED.fullmatch(bare) or _BARE_PAGE.fullmatch(bare) or _short_located(bare)
    head, locator = (located["head"].strip(" ,"), located["locator"].strip()) if located else (bare, "")
    if not head:
        return Named(kind="again", locator=locator, back="ibid") if locator[:1] in "pP" else None
    named = _series(head, locator) or _archive(bare, head, locator) or _newspaper(head) or _imprint(head)
    named = named or _dated_work(head)
    named = named or (_short(head) if locator else None)
    if named is not None and named.kind == "archive" and (parted := _VOLUMES.fullmatch(locator)):
        file = ", ".join(filter(None, (named.file, parted["file"].strip(" ,"))))
        return replace(named, file=file, locator=parted["page"])
    return replace(named, locator=named.locator or locator) if named else None


def see_start(words: str) -> int:
    """Where the last "see" or "printed in" of the words stands, 0 without one: the rest says what is found there."""
    *_, last = [None, *_SEE.finditer(words)]
    return last.start() if last else 0


def _after_see(item: str) -> str:
    found = _SEE.match(item, see_start(item))
    return item[found.end() :] if found else item


def _pointed(again: re.Match[str]) -> Named:
    back = re.sub(r"[.\s]+", " ", again["word"].casefold()).strip()
    back = _BACK.get(back, back)
    rest = again["rest"].strip(" ,.")
    located = _LOCATED.fullmatch(rest)
    file, locator = "", rest
    if located:
        file, locator = located["head"].strip(" ,"), located["locator"].strip()
    elif not re.fullmatch(r"[\d\s–,-]*", rest):
        file, locator = rest, ""
    author = Citing.load().lead_ins.sub("", again["who"] or "", count=1).strip(" ,")
    return Named(kind="again", author=author, file=file, locator=locator, back=back)


def _archive(whole: str, head: str, locator: str) -> Named | None:
    """An archive, and the file in it: the parts from the first that holds a number on."""
    citing = Citing.load()
    known = Referring.load().archives.search(head) is not None
    parted = ("," in head or ":" in head) and "(" not in head and len(head) < 160
    named = re.search(r"\d", head) or all(part.strip()[:1].isupper() for part in head.split(","))
    if not (citing.is_shelved(whole) or (known and parted and named)):
        return None
    if Referring.load().press.search(head) and not known:
        return None
    parts = [part.strip() for part in re.split(r"[,:]", head)]
    numbered = next((at for at, part in enumerate(parts) if re.search(r"\d", part)), len(parts))
    if numbered == 0 or _WORDY.search(head):
        return None
    archive, file = ", ".join(parts[:numbered]), ", ".join(parts[numbered:])
    year = re.fullmatch(r"(?:[Vv]iti )?(1[5-9]\d\d|20\d\d)", file)
    return Named(
        kind="archive", archive=archive, file="" if year else file, year=year.group(1) if year else "", locator=locator
    )


def _series(head: str, locator: str) -> Named | None:
    """A series whose mark names its archive, at the head of a reference: "FO 371/160202"; the archive may end it."""
    referring = Referring.load()
    found = _SERIES.match(head)
    holder = referring.series.get(found["mark"].lower(), "") if found else ""
    if found is None or not holder or _WORDY.search(head) or len(head) > 160:
        return None
    file, _, last = head.rpartition(", ")
    if file and not re.search(r"\d", last) and referring.archives.fullmatch(last):
        return Named(kind="archive", archive=last, file=file, locator=locator)
    return Named(kind="archive", archive=holder, file=head, locator=locator)


def _short_located(bare: str) -> re.Match[str] | None:
    """Author, short title and a page without "p."; no year, and a title of several words."""
    found = _PAGE_OF_SHORT.fullmatch(bare)
    if found is None or _A_YEAR.match(found["locator"]) or re.search(rf"\b{_MONTH}\b", found["head"]):
        return None
    named = _SHORT.fullmatch(found["head"])
    if named is None or len(re.findall(r"\w{3,}", named["title"])) < 2 or "," in named["title"]:
        return None
    return None if Citing.load().names_happening(named["author"]) else found


def _newspaper(head: str) -> Named | None:
    dated = _DATED.fullmatch(head)
    if dated is None:
        return None
    before = dated["head"].strip(" ,")
    article = _QUOTED.search(before)
    paper = (before[article.end() :] if article else before).strip(" ,.") or before
    if not before or _WORDY.search(before) or not Referring.load().press.search(paper):
        return None
    author = before[: article.start()].strip(" ,") if article else ""
    return Named(
        kind="newspaper",
        author=author,
        title=paper,
        file=dated["date"].strip(),
        year=dated["year"],
        locator=dated["rest"].strip(" ,.:"),
    )


def _imprint(head: str) -> Named | None:
    """Author, title (place: publisher, year); an article's title stands in quotation marks."""
    found = _IMPRINT.fullmatch(head)
    if found is None or _WORDY.search(found["head"]) or _WORDY.search(found["imprint"]):
        return None
    if _FILE_NUMBER.search(found["imprint"]):
        return None
    words = found["head"].strip(" ,")
    author, title = _author_and_title(words)
    rest = found["rest"].strip(" ,.:")
    if not title:
        return None
    kind: ReferenceKind = "newspaper" if _DATED.search(found["imprint"] + found["year"]) else "work"
    return Named(kind=kind, author=author, title=title, year=found["year"], locator=rest)


def _author_and_title(words: str) -> tuple[str, str]:
    quoted = _QUOTED.search(words)
    if quoted:
        return words[: quoted.start()].strip(" ,"), quoted["title"].strip(" ,")
    found = _SHORT.fullmatch(words)
    if found:
        return found["author"].removesuffix(" eds.").removesuffix(" ed.").strip(" ,"), found["title"].strip(" ,")
    return "", words


def _dated_work(head: str) -> Named | None:
    """Author and year: "Hoxha 1980"; the words before the year are an author, a paper or an archive."""
    cited = Citing.load().read(head, after_quotation=True)
    if cited is None or not cited.author or not cited.year or _WORDY.search(cited.author):
        return None
    referring = Referring.load()
    dated = _DAY_BEFORE.search(cited.author)
    if dated or _SPOKEN.match(cited.author):  # a letter or a talk of that day: nobody's work, but a title
        before = cited.author[: dated.start()] if dated else ""
        is_title = not dated or (dated["comma"] and not Citing.load().names_happening(before))
        return Named(kind="work", title=head, year=cited.year) if is_title else None
    if referring.archives.search(cited.author):
        return Named(kind="archive", archive=re.sub(r"[,\s]+[Vv]iti$", "", cited.author), year=cited.year)
    if referring.press.search(cited.author):
        quoted = _QUOTED.search(cited.author)
        return Named(kind="newspaper", title=quoted["title"] if quoted else cited.author, year=cited.year)
    return Named(kind="work", author=re.sub(r"\s(?:for|of|in|\()$", "", cited.author), year=cited.year)


def _short(head: str) -> Named | None:
    """Author and short title, before a page: "Hoxha, The Khrushchevites"."""
    quoted = _QUOTED.search(head)
    found = _SHORT.fullmatch(head)
    if found is None or _WORDY.search(head):
        author = head[: quoted.start()].strip(" ,") if quoted else ""
        if quoted is None or not re.fullmatch(_AUTHOR, author):
            return None
        return Named(kind="work", author=author, title=quoted["title"].strip(" ,"), short=True)
    title = quoted["title"] if quoted else found["title"]
    return Named(kind="work", author=found["author"].strip(" ,"), title=title.strip(" ,."), short=True)
