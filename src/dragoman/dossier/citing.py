"""A dossier with its notes and bibliography set in a citation style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.dossier import pandoc
from dragoman.dossier.citeproc import Cite, Pieces, plain, render
from dragoman.dossier.record import Citation, Dossier, Note, Work
from dragoman.dossier.styles import Style


def tell_style(style: Style) -> str:
    """What the methods appendix says of how notes and bibliography were set."""
    return f"Notes and bibliography follow the style “{style.title}”, set by pandoc {pandoc.version()}."


def cite(dossier: Dossier, style: Style) -> Dossier:
    """The dossier as a style cites: in notes, in full first and then short, or in the text.

    Raises:
        ConfigError: pandoc is not installed.
        StageError: pandoc refuses the style or an item.
    """
    items = {**{str(work.csl["id"]): work.csl for work in dossier.works if work.csl}, **dossier.items}
    clusters = [_once(note) for note in dossier.notes] if style.in_text else list(_one_by_one(dossier))
    works = {str(work.csl["id"]): work for work in dossier.works if work.csl}
    found = render(style, [items[key] for key in sorted(items)], clusters, list(works))
    listed = tuple(_work(works.get(key), key, pieces) for key, pieces in found.bibliography.items())
    missing = tuple(work for key, work in works.items() if key not in found.bibliography)
    rest = tuple(work for work in dossier.works if not work.csl)
    return replace(
        dossier,
        notes=_in_text(dossier, found.clusters) if style.in_text else _in_notes(dossier, found.clusters),
        works=(*listed, *missing, *rest),
    )


def _one_by_one(dossier: Dossier) -> Iterator[list[Cite]]:
    for note in dossier.notes:
        yield from ([Cite(key=one.key, locator=one.locator)] if one.key else [] for one in note.citations)


def _once(note: Note) -> list[Cite]:
    """What one footnote cites, each work and place once."""
    return list(dict.fromkeys(Cite(key=one.key, locator=one.locator) for one in note.citations if one.key))


def _in_notes(dossier: Dossier, clusters: tuple[Pieces, ...]) -> tuple[Note, ...]:
    left = iter(clusters)

    def cited(citation: Citation) -> Citation:
        pieces = next(left)
        return replace(citation, pieces=pieces, work=plain(pieces)) if pieces else citation

    return tuple(replace(note, citations=tuple(cited(one) for one in note.citations)) for note in dossier.notes)


def _in_text(dossier: Dossier, clusters: tuple[Pieces, ...]) -> tuple[Note, ...]:
    return tuple(replace(note, in_text=pieces) for note, pieces in zip(dossier.notes, clusters, strict=True))


def _work(work: Work | None, key: str, pieces: Pieces) -> Work:
    if work is None:
        return Work(id=key, text=plain(pieces), remark="", pieces=pieces)
    return replace(work, pieces=pieces, text=plain(pieces))
