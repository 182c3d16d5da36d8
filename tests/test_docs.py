"""What the documents say must be there: links, commands, options, decisions."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from dragoman.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").glob("*/README.md"),
    ]
)
COMMANDS = main.commands if isinstance(main, click.Group) else {}


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name(page)} links to {link}"
        if anchor:
            assert anchor in anchors(target), f"{name(page)} links to {link}"


def shown_commands(page: Path) -> Iterator[list[str]]:
    blocks = re.findall(r"^```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    for line in (line for block in blocks for line in block.splitlines()):
        if line.startswith("dragoman "):
            yield shlex.split(line, comments=True)[1:]


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "cli.md"], ids=name)
def test_shown_commands_can_be_typed(page: Path) -> None:
    for words in shown_commands(page):
        command = COMMANDS[words[0]]
        if isinstance(command, click.Group):
            command = command.commands[words[1]]
        known = {option for parameter in command.params for option in parameter.opts}
        used = {word for word in words[1:] if word.startswith("--")}
        assert used <= known, f"{name(page)}: dragoman {' '.join(words)}"


def test_commands_named_in_prose_exist() -> None:
    for page in PAGES:
        for found in re.findall(r"`dragoman ([a-z]+)", page.read_text(encoding="utf-8")):
            assert found in COMMANDS, f"{name(page)}: dragoman {found}"


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for page in PAGES:
        named = re.findall(r"(?:^|`)make ([a-z]+)\b", page.read_text(encoding="utf-8"), re.M)
        assert set(named) <= targets, name(page)


def test_every_decision_is_listed_once_and_in_order() -> None:
    folder = ROOT / "docs" / "decisions"
    files = sorted(path.name for path in folder.glob("0*.md"))
    listed = re.findall(r"\((0[^)]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == files
    assert [file[:4] for file in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    for file in files:
        title = (folder / file).read_text(encoding="utf-8").splitlines()[0]
        assert title.startswith(f"# {file[:4]}. ")


def test_the_picture_of_the_readme_loads_nothing() -> None:
    picture = (ROOT / "docs" / "images" / "albania-ussr.svg").read_text(encoding="utf-8")
    assert picture.startswith("<svg") and "<script" not in picture and "href" not in picture
    assert len(picture) < 150_000
