"""Which parser is taken: the official model, else a copy with the same weights, else none."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.coding.casebook import Code

from dragoman.coding import parse
from dragoman.coding.coder import Coder
from dragoman.coding.parse import HASHES, PACKAGES, differing, load_parser
from dragoman.errors import ConfigError

OFFICIAL, COPY = PACKAGES[0], PACKAGES[-1]


def installed() -> Path:
    """The folder of an installed model, whichever it is."""
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            root = Path(next(iter(spec.submodule_search_locations)))
            return next(path.parent for path in sorted(root.glob("*/config.cfg")))
    pytest.skip("no model is installed")


def pretend(monkeypatch: pytest.MonkeyPatch, packages: dict[str, Path]) -> None:
    """Let ``packages`` (name to package folder) be all that is installed."""

    def find(name: str) -> importlib.machinery.ModuleSpec | None:
        if name not in packages:
            return None
        spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(packages[name])]
        return spec

    monkeypatch.setattr(parse.importlib.util, "find_spec", find)


def fill(folder: Path, package: str) -> Path:
    """A package folder that holds a model with the files that are hashed; returns the model's folder."""
    model = folder / package / f"{package}-3.8.0"
    for name in HASHES:
        (model / name).parent.mkdir(parents=True)
        shutil.copyfile(installed() / name, model / name)
    (model / "config.cfg").write_text("", "utf-8")
    return model


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading gives the folder's name: what is taken matters here, not what is in it."""
    monkeypatch.setattr(
        parse, "_load", lambda folder: SimpleNamespace(package=folder.parent.name, pipe_names=[], lang="en")
    )


def test_the_installed_model_has_the_measured_weights() -> None:
    assert differing(installed()) == ()


@pytest.mark.usefixtures("unread")
def test_the_official_model_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for package in (OFFICIAL, COPY):
        fill(tmp_path, package)
    pretend(monkeypatch, {OFFICIAL: tmp_path / OFFICIAL, COPY: tmp_path / COPY})
    found = load_parser()
    assert (found.name, found.nlp.package) == (f"{OFFICIAL} 3.8.0", OFFICIAL)


@pytest.mark.usefixtures("unread")
def test_a_copy_with_the_same_weights_stands_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fill(tmp_path, COPY)
    pretend(monkeypatch, {COPY: tmp_path / COPY})
    found = load_parser()
    assert (found.name, found.nlp.package) == (f"{COPY} 3.8.0", COPY)


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("name", sorted(HASHES))
def test_a_copy_with_other_weights_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    model = fill(tmp_path, COPY)
    with (model / name).open("ab") as file:
        file.write(b"\0")
    assert differing(model) == (name,)
    pretend(monkeypatch, {COPY: tmp_path / COPY})
    found = load_parser()
    assert found.nlp is None
    assert found.name.startswith("no parser")


@pytest.mark.usefixtures("unread")
def test_a_copy_that_lacks_a_weight_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    model = fill(tmp_path, COPY)
    (model / "tagger" / "model").unlink()
    assert differing(model) == ("tagger/model",)
    pretend(monkeypatch, {COPY: tmp_path / COPY})
    assert load_parser().nlp is None


def test_without_any_model_there_is_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, {})
    assert load_parser().nlp is None


@pytest.mark.parametrize("model", ["en_core_web_gone", "/no/such/folder"])
def test_a_model_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    pretend(monkeypatch, {})
    with pytest.raises(ConfigError, match=r"code\.model"):
        load_parser(model)


def test_none_asks_for_no_parser() -> None:
    found = load_parser("none")
    assert found.nlp is None
    assert "no parser" in found.name


def test_a_folder_may_be_named() -> None:
    found = load_parser(str(installed()))
    assert [token.dep_ for token in next(found.parse(["Japan attacked China."]))][:3] == ["nsubj", "ROOT", "dobj"]


def test_accounts_say_that_no_parser_was_there(flat_coder: Coder, read, code: Code) -> None:  # type: ignore[no-untyped-def]
    text = "Japan attacked China."
    (flat,) = flat_coder.code(read(text))
    (parsed,) = code(text)
    assert "no parser" in flat.coder
    assert "no parser" not in parsed.coder
    assert flat.confidence < parsed.confidence
