"""Citations and a bibliography as a citation style sets them, by pandoc's CSL processor."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from dragoman.dossier import pandoc
from dragoman.dossier.pandoc import Node
from dragoman.dossier.record import Piece
from dragoman.dossier.styles import Style

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """One work cited once: the key of its item, and the place in it ("p. 12", "" for none)."""

    key: str
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a style makes of citations: each cluster in the order given, and the bibliography by key, in its order."""

    clusters: tuple[Pieces, ...]
    bibliography: Mapping[str, Pieces]


def render(
    style: Style, items: Iterable[Mapping[str, Any]], clusters: Sequence[Sequence[Cite]], listed: Sequence[str]
) -> Rendered:
    """Sets clusters of citations and a bibliography.

    A style of notes gives the first citation of a work in full and the later ones short, in the order of the clusters.
    ``listed`` are the keys that the bibliography holds; where a style cites in the text, what is cited is in it too.

    Raises:
        ConfigError: pandoc is not installed.
        StageError: pandoc refuses the style or an item.
    """
    pandoc.need(f"the citation style {style.name}")
    given = [_for_style(item, style) for item in items]
    numbers = {str(item["id"]): str(item.get("section", "")) for item in items} if not style.is_own else {}
    told = [_paragraph([_cite(one, numbers.get(one.key, "")) for one in cluster]) for cluster in clusters]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "style.csl").write_text(style.xml, encoding="utf-8")
        (folder / "items.json").write_text(json.dumps(given, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        if style.in_text:
            blocks = _run(told, listed, folder)
            found = blocks
        else:
            found = _run(told, (), folder)
            blocks = _run([], listed, folder)
    cited = tuple(clean(_pieces(_inside(block["c"]))) for block in found if block["t"] == "Para")
    return Rendered(clusters=cited[: len(clusters)], bibliography=dict(_entries(blocks)))


def _for_style(item: Mapping[str, Any], style: Style) -> dict[str, Any]:
    """The item without what our own style alone understands."""
    return dict(item) if style.is_own else {key: value for key, value in item.items() if key != "section"}


def _run(told: Sequence[Node], listed: Sequence[str], folder: Path) -> list[Node]:
    refs = {"t": "Div", "c": [["refs", [], []], []]}
    meta: dict[str, Node] = {"suppress-bibliography": {"t": "MetaBool", "c": not listed}}
    if listed:
        meta["nocite"] = {"t": "MetaInlines", "c": [_cluster([_cite(Cite(key=key), "") for key in listed])]}
    tree = pandoc.document([*told, refs], meta)
    options = ["--citeproc", "--csl=style.csl", "--bibliography=items.json"]
    blocks: list[Node] = json.loads(pandoc.convert(tree, "json", options, folder=folder))["blocks"]
    return blocks


def _cite(cite: Cite, number: str) -> Node:
    place = ", ".join(one for one in (number, cite.locator) if one)
    return {
        "citationId": cite.key,
        "citationPrefix": [],
        "citationSuffix": [{"t": "Str", "c": f", {place}"}] if place else [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _cluster(cites: Sequence[Node]) -> Node:
    return {"t": "Cite", "c": [list(cites), []]}


def _paragraph(cites: Sequence[Node]) -> Node:
    return {"t": "Para", "c": [_cluster(cites)]}


def _inside(inlines: Sequence[Node]) -> list[Node]:
    """The words of a citation, out of the footnote into which a style of notes puts them."""
    found: list[Node] = []
    for inline in inlines:
        if inline["t"] == "Cite":
            found.extend(_inside(inline["c"][1]))
        elif inline["t"] == "Note":
            found.extend(one for block in inline["c"] if block["t"] in ("Para", "Plain") for one in block["c"])
        else:
            found.append(inline)
    return found


def _entries(blocks: Iterable[Node]) -> Iterator[tuple[str, Pieces]]:
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            for entry in block["c"][1]:
                inlines = [one for part in entry["c"][1] if part["t"] in ("Para", "Plain") for one in part["c"]]
                yield entry["c"][0][0].removeprefix("ref-"), clean(_pieces(inlines))


def _pieces(inlines: Iterable[Node], shape: Piece | None = None) -> Iterator[Piece]:
    shape = shape or Piece(text="")
    for inline in inlines:
        kind: str = inline["t"]
        content: Any = inline.get("c")
        if kind == "Str":
            yield replace(shape, text=content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield replace(shape, text=" ")
        elif kind == "Emph":
            yield from _pieces(content, replace(shape, italic=not shape.italic))
        elif kind == "Link":
            yield from _pieces(content[1], replace(shape, href=content[2][0]))
        elif kind == "Quoted":
            marks = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
            yield replace(shape, text=marks[0])
            yield from _pieces(content[1], shape)
            yield replace(shape, text=marks[1])
        elif kind == "Span":
            yield from _pieces(content[1], shape)
        elif kind in ("Strong", "SmallCaps", "Superscript", "Subscript", "Underline", "Strikeout"):
            yield from _pieces(content, shape)
        elif kind == "Code":
            yield replace(shape, text=content[1])


def clean(pieces: Iterable[Piece]) -> Pieces:
    """Neighbours of one kind joined, and the full stop at the end taken off: what follows decides what stands there."""
    joined = [
        replace(first, text="".join(one.text for one in (first, *rest)))
        for (_, _), (first, *rest) in (
            (key, list(run)) for key, run in groupby(pieces, key=lambda one: (one.italic, one.href))
        )
    ]
    if joined:
        last = joined[-1]
        text = last.text.rstrip()
        for end, instead in ((".”", "”"), (".", "")):
            if text.endswith(end):
                text = text.removesuffix(end) + instead
                break
        joined[-1] = replace(last, text=text)
    return tuple(one for one in joined if one.text)


def plain(pieces: Iterable[Piece]) -> str:
    """The words alone."""
    return "".join(piece.text for piece in pieces)
