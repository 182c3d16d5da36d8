"""What an act was about."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("The Soviet Union withdrew its submarines from Albania.", "military", "economic"),
        ("China granted Albania a credit of 125 million dollars.", "economic", "military"),
        ("Poland recalled its ambassador from Hungary.", "diplomatic", "military"),
        ("Turkey accused Greece of persecution of the minority.", "human_rights", "cbrn"),
    ],
)
def test_contexts(code: Any, text: str, shown: str, hidden: str) -> None:
    (account,) = code(text)
    assert shown in account.contexts
    assert hidden not in account.contexts
    assert list(account.contexts) == sorted(account.contexts)
