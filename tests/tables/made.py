"""Small tables in the shapes of the public ones, written for the tests: no row of them is from a real table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dragoman.tables.manifest import Left, Manifest
from dragoman.tables.shelf import AddedTable, TableShelf
from dragoman.vocab.actors import Authority
from dragoman.vocab.table_formats import TableFormat, load_formats

Row = Mapping[str, str]


def gdelt(number: int, day: str, actor: str, recipient: str, code: str, **more: str) -> Row:
    """A row of GDELT; what is not given is empty, as most cells of such tables are."""
    quad = {"0": "1"}.get(code[0], "4") if code[:2] not in ("06", "07", "08") else "2"
    return {
        "GLOBALEVENTID": str(number),
        "SQLDATE": day,
        "MonthYear": day[:6],
        "Year": day[:4],
        "Actor1Code": actor,
        "Actor1CountryCode": actor,
        "Actor2Code": recipient,
        "Actor2CountryCode": recipient,
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": quad,
        "GoldsteinScale": "1.0",
        "NumMentions": "1",
        "ActionGeo_FullName": "Somewhere",
        "DATEADDED": day,
        "SOURCEURL": f"https://example.org/{number}",
        **more,
    }


def icews(number: int, day: str, actor: str, recipient: str, code: str, **more: str) -> Row:
    """A row of ICEWS, whose codes have lost the zeros in front."""
    return {
        "Event ID": str(number),
        "Event Date": day,
        "Source Name": f"Ministry ({actor})",
        "Source Country": actor,
        "Event Text": "Do something",
        "CAMEO Code": code,
        "Intensity": "1.0",
        "Target Country": recipient,
        "Publisher": "Example Wire",
        **more,
    }


def polecat(number: int, day: str, actor: str, recipient: str, kind: str, *, mode: str = "") -> Row:
    """A row of POLECAT."""
    return {
        "Event ID": f"EX{number}",
        "Event Date": day,
        "Event Type": kind,
        "Event Mode": mode,
        "Actor Country": actor,
        "Recipient Country": recipient,
        "Source": "Example Wire",
    }


def phoenix(number: int, day: str, actor: str, recipient: str, code: str) -> Row:
    """A row of Phoenix, which has no header."""
    return {
        "EventID": f"{number}_1",
        "Date": day,
        "Year": day[:4],
        "Month": str(int(day[4:6])),
        "Day": str(int(day[6:])),
        "SourceActorEntity": actor,
        "TargetActorEntity": recipient,
        "EventCode": code,
        "EventRootCode": code[:2],
        "PentaClass": "1",
    }


def historical(number: int, day: str, actor: str, recipient: str, code: str, **more: str) -> Row:
    """A row of the historical Phoenix."""
    return {
        "eid": str(number),
        "story_date": f"{int(day[5:7])}/{int(day[8:])}/{day[:4]}",
        "year": day[:4],
        "month": str(int(day[5:7])),
        "day": str(int(day[8:])),
        "source_root": actor,
        "target_root": recipient,
        "code": code,
        "placename": 'Town, "old"',
        **more,
    }


def as_text(format: str, rows: Iterable[Row], *, columns: Sequence[str] = (), header: bool | None = None) -> str:
    """The rows as a file of that format: its separator, its columns in order, with a header where it has one."""
    known = load_formats()[format]
    names = list(columns or known.columns)
    lines = [names] if (known.header if header is None else header) else []
    lines += [[row.get(name, "") for name in names] for row in rows]
    if not known.quoted:
        return "".join(known.separator.join(line) + "\n" for line in lines)
    out = io.StringIO()
    csv.writer(out, delimiter=known.separator, lineterminator="\n").writerows(lines)
    return out.getvalue()


def add(
    folder: Path, files: Mapping[str, str | bytes], *, name: str = "t", mapping: TableFormat | None = None
) -> AddedTable:
    """Write the files and add them as one table to the shelf in ``folder / "tables"``."""
    paths = []
    for file, content in files.items():
        path = folder / file
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return shelf(folder).add(paths, authority=Authority.load(), name=name, mapping=mapping)


def shelf(folder: Path) -> TableShelf:
    """The shelf of the tests."""
    return TableShelf(folder / "tables")


def left(manifest: Manifest, words: str) -> Left:
    """What was left out for a reason that has these words."""
    found = [one for one in manifest.left if words in one.why]
    assert len(found) == 1, [one.why for one in manifest.left]
    return found[0]
