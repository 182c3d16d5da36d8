"""Well known happenings by name, with their days: what "after Stalin's death" counts from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from dragoman.vocab import edtf


@lru_cache(maxsize=1)
def load_anchors() -> Mapping[str, str]:
    """The EDTF value of each name in ``data/anchors.toml``, apostrophes straight.

    Raises:
        ValueError: a date of the table is no EDTF value, or two events share a name.
    """
    table = tomllib.loads(files("dragoman.vocab").joinpath("data/anchors.toml").read_text(encoding="utf-8"))
    named: dict[str, str] = {}
    for event in table["event"]:
        value = edtf.parse(event["date"]).text
        for name in event["names"]:
            if named.setdefault(name, value) != value:
                raise ValueError(f"anchors.toml: {name!r} names two events")
    return MappingProxyType(named)


def anchor(name: str) -> str | None:
    """The EDTF value of the happening that a text names, whatever its blanks and apostrophes; None if unknown."""
    return load_anchors().get(" ".join(name.replace("’", "'").split()))
