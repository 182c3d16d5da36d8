"""The lists of persons and abbreviations that an edition prints before its documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from dragoman.model.record import Listed, ListedKind

_KINDS: dict[str, tuple[ListedKind, str]] = {"names": ("person", "persName"), "terms": ("term", "term")}
"""For the type of a TEI list, what its entries are and which element holds the name."""


def read_lists(edition: etree._Element, words: Callable[[etree._Element | None], str]) -> Iterator[Listed]:
    """The entries of the lists of names and terms in an edition's front matter, in their order.

    ``words`` gives the words of an element on one line. An item without a marked name (a remark of the editors) is no
    entry. Lists inside documents (participants, subjects) are not read.
    """
    for front in edition.iter("{*}front", "{*}back"):
        for listing in front.iter("{*}list"):
            if listing.get("type") in _KINDS:
                kind, tag = _KINDS[listing.get("type", "")]
                for item in listing.iterchildren("{*}item"):
                    entry = _entry(item, kind, tag, words)
                    if entry is not None:
                        yield entry


def _entry(
    item: etree._Element, kind: ListedKind, tag: str, words: Callable[[etree._Element | None], str]
) -> Listed | None:
    named = next(item.iter("{*}" + tag), None)
    whole = words(item)
    name = words(named).strip(" ,;")
    if named is None or not name or not whole.startswith(name):
        return None
    return Listed(kind=kind, name=name, note=whole[len(name) :].strip(" ,;"))
