"""Ids in the form that other programs demand, made of Dragoman's own: the same record has the same one every time."""

from __future__ import annotations

import uuid

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:dragoman:record")


def guid(*parts: str) -> str:
    """The GUID of a record (RFC 9562, version 5): a hash of its id, so that it never changes."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts)))
