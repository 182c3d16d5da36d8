"""Reader of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dragoman.ids import content_id
from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.decode import Decoded, decode, read_bytes
from dragoman.sources.frontmatter import Header, file_title, read_header
from dragoman.vocab.actors import Authority
from dragoman.vocab.debates import read_debate_name

SUFFIXES = (".txt", ".text")
MAX_TITLE = 160
"""A first line longer than this is a paragraph, not a title."""

_GENERIC = frozenset(["abstract", "contents", "introduction", "preface", "summary", "foreword", "resume", "keywords"])
_MARKUP = re.compile(r"^[#\s*_]+|[#\s*_]+$")


def read_text(path: Path, *, given: str) -> Iterator[Source | Document | Skipped]:
    """Read a plain text file: one source, one document, its text exactly as it stands.

    A header block (see ``frontmatter``) says what the source is; it stays in the text, so that offsets count in the
    file, and no passage covers it. Without one, the name of a file of the UN General Debate Corpus says who spoke when.

    Raises:
        InputError: the file is empty, binary, in an encoding that cannot be told, or its header cannot be read.
    """
    decoded = decode(read_bytes(path, given=given), given=given)
    yield from records(decoded, path=path, given=given)


def records(decoded: Decoded, *, path: Path, given: str) -> Iterator[Source | Document | Skipped]:
    """The source and the document of a text that may have a header block."""
    header = read_header(decoded.text, given=given)
    if not header.end:
        header = _named(Path(given).stem)
    yield from remarks(decoded, header, given=given)
    source = make_source(decoded, header, title=_title(decoded.text, header, Path(given)))
    yield source
    yield Document(
        id=content_id("doc", decoded.sha256, ""),
        source_id=source.id,
        path=given,
        text=decoded.text,
        title=str(source.csl["title"]),
        written=header.written,
        place=str(header.csl.get("event-place", "")),
        lang=header.own.get("lang", "") or str(header.csl.get("language", "en")),
    )


def _named(stem: str) -> Header:
    """What the name of a file says of it where a corpus names its files by a rule; else nothing."""
    speech = read_debate_name(stem)
    if speech is None:
        return Header()
    name = Authority.load().name(speech.state)
    return Header(
        csl={
            "type": "speech",
            "title": f"{name} in the General Debate of the United Nations, session {speech.session}",
            "author": [{"literal": name}],
            "issued": {"date-parts": [[speech.year]]},
            "event-title": "General Debate of the United Nations General Assembly",
        },
        own={"standpoint": speech.state},
        written=str(speech.year),
        genre="speech",
    )


def make_source(decoded: Decoded, header: Header, *, title: str) -> Source:
    """The source that a header block describes."""
    source_id = content_id("src", decoded.sha256)
    csl = {"id": header.own.get("id", source_id), "type": "document", **header.csl}
    csl.setdefault("title", title)
    return Source(
        id=source_id,
        csl=csl,
        standpoint=header.own.get("standpoint") or None,
        genre=header.genre,
        sha256=decoded.sha256,
        rights=header.own.get("rights", ""),
    )


def remarks(decoded: Decoded, header: Header, *, given: str) -> Iterator[Skipped]:
    """What the user should know about how the file was read."""
    if decoded.guessed:
        why = f"the text is not UTF-8: read as {decoded.guessed}, which was guessed; convert it to be sure"
        yield Skipped(path=given, why=why, place="encoding")
    for doubt in header.doubts:
        yield Skipped(path=given, why=doubt, place="header")


def _title(text: str, header: Header, path: Path) -> str:
    """The title of the header, else the first line if it can be one, else the name of the file."""
    if header.csl.get("title"):
        return str(header.csl["title"])
    first = re.compile(r"\S[^\n]*").search(text, header.end)
    line = _MARKUP.sub("", first.group()[: MAX_TITLE + 20]) if first else ""
    is_title = 0 < len(line) <= MAX_TITLE and not line.endswith((".", ",", ";")) and line.lower() not in _GENERIC
    following = text[first.end() : first.end() + 2] if first else ""
    if is_title and (line[0].isupper() or not line[0].isalpha()) and following in ("\n\n", "\n", ""):
        return line
    return file_title(path)
