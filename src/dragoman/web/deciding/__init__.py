"""What the pages of correcting share: records to be judged, their forms, what a judgement moved, runs."""

from __future__ import annotations

__all__: list[str] = []
