"""What a plan may say, and what it is refused for."""

from __future__ import annotations

import pytest

from dragoman.dossier.plan import OWN, PARTS, Part, Plan, Remark, choose_parts, read_plan
from dragoman.errors import ConfigError

WRITTEN = """
title = "Tirana and Moscow"
author = "A. Historian"
style = "mla"

[[part]]
key = "own"
title = "What I hold"
text = "The quarrel began with grain."

[[part]]
key = "chronology"

[[remark]]
about = "eve_1"
text = "The embassy's own file says otherwise."
"""


def test_a_plan_is_read_from_its_file() -> None:
    assert read_plan(WRITTEN, given="plan.toml") == Plan(
        title="Tirana and Moscow",
        author="A. Historian",
        style="mla",
        parts=(
            Part(key=OWN, title="What I hold", text="The quarrel began with grain."),
            Part(key="chronology"),
        ),
        remarks=(Remark(about="eve_1", text="The embassy's own file says otherwise."),),
    )


def test_without_parts_a_dossier_has_all_in_the_usual_order() -> None:
    assert [part.key for part in read_plan("", given="plan.toml").parts] == list(PARTS)
    assert [part.key for part in choose_parts(["method", " turns"])] == ["method", "turns"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = ", "no TOML"),
        ("tittle = 'x'", "'tittle' is unknown; known: title, author, date, style, part, remark"),
        ("title = 3", "title must be text"),
        ("[part]\nkey = 'turns'", r"each headed \[\[part\]\]"),
        ("[[part]]\nkey = 'turn'", "'turn' is no part of a dossier; known: relation"),
        ("[[part]]\nkey = 'own'", "needs text"),
        ("[[part]]\nkey = 'turns'\n[[part]]\nkey = 'turns'", "stands twice"),
        ("[[remark]]\nabout = 'eve_1'", "needs about"),
    ],
)
def test_what_no_plan_has_is_refused(text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_plan(text, given="plan.toml")
