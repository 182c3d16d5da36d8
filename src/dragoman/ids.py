"""Ids that are hashes of what a record says, so that a second run finds the same ids."""

from __future__ import annotations

import hashlib
import json
from typing import Any

ID_BYTES = 10
"""Bytes of SHA-256 kept in an id: 80 bits, a chance of a clash under 1e-9 for 40 million records."""


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks: one text for one value, whatever order it was built in."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_id(prefix: str, *fields: Any) -> str:
    """``prefix`` and a hash of the stated fields, e.g. ``acc_4f0c9b…`` (hexadecimal, 20 digits)."""
    digest = hashlib.sha256(canonical(fields).encode("utf-8")).hexdigest()
    return f"{prefix}_{digest[: 2 * ID_BYTES]}"


def digest(*fields: Any) -> str:
    """The full SHA-256 (hexadecimal) of the stated fields, for manifests."""
    return hashlib.sha256(canonical(fields).encode("utf-8")).hexdigest()
