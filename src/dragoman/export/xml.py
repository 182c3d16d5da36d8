"""Words of sources in XML: what it cannot hold is replaced, one character for one, so that every offset holds."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

REPLACEMENT = "\ufffd"
"""Stands for a character that XML 1.0 does not allow (a form feed between pages, say)."""


def legal(text: str) -> str:
    """The text with every character that XML 1.0 cannot hold replaced by U+FFFD."""
    return _ILLEGAL.sub(REPLACEMENT, text)
