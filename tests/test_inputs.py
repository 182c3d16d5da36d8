"""The copies in sources/."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import InputError, StoreError
from dragoman.inputs import LIST_NAME, Inputs


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_copied_once_and_read_only(tmp_path: Path) -> None:
    inputs = Inputs(tmp_path / "sources")
    original = write(tmp_path / "a.txt", "words")
    item, fresh = inputs.add(original, given="a.txt")
    again, second = inputs.add(original, given="a.txt")
    assert (fresh, second) == (True, False)
    assert item == again
    assert item.path.read_text(encoding="utf-8") == "words"
    assert item.path.stat().st_mode & 0o222 == 0
    assert inputs.all() == (item,)


def test_same_content_under_two_paths_goes_by_the_first_in_the_alphabet_whatever_the_order(tmp_path: Path) -> None:
    one, other = write(tmp_path / "b.txt", "words"), write(tmp_path / "a.txt", "words")
    found = []
    for number, order in enumerate([(one, other), (other, one)]):
        inputs = Inputs(tmp_path / f"sources{number}")
        for path in order:
            inputs.add(path, given=path.name)
        found.append([(item.given, item.sha256) for item in inputs.all()])
    assert found[0] == found[1]
    assert found[0][0][0] == "a.txt"


def test_a_torn_list_is_mended_by_adding_again(tmp_path: Path) -> None:
    inputs = Inputs(tmp_path / "sources")
    first, second = write(tmp_path / "a.txt", "one"), write(tmp_path / "b.txt", "two")
    inputs.add(first, given="a.txt")
    with (tmp_path / "sources" / LIST_NAME).open("ab") as file:
        file.write(b'{"sha256": "12')
    inputs.add(second, given="b.txt")
    assert [item.given for item in inputs.all()] == ["a.txt", "b.txt"]


def test_a_missing_file_and_an_unwritable_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Inputs(tmp_path / "sources").add(tmp_path / "none.txt", given="none.txt")
    write(tmp_path / "taken", "a file where the folder should be")
    with pytest.raises(StoreError, match="cannot be"):
        Inputs(tmp_path / "taken").add(write(tmp_path / "a.txt", "x"), given="a.txt")
