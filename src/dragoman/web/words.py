"""The English of the pages, kept together in ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


@cache
def load_words() -> Mapping[str, Any]:
    """All strings, a section for each page."""
    text = (resources.files("dragoman.web") / "words.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))
