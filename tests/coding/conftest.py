"""One coder, authority list and spotter for the whole folder: loading them takes longer than all their tests."""

from __future__ import annotations

import pytest
from tests.coding.casebook import Code

from dragoman.coding.coder import Coder
from dragoman.coding.parse import Parser, load_parser
from dragoman.mentions.actors import Spotter
from dragoman.model import Account, Document
from dragoman.model.text import Reading
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority.load()


@pytest.fixture(scope="session")
def spotter(authority: Authority) -> Spotter:
    return Spotter(authority)


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()


@pytest.fixture(scope="session")
def coder(parser: Parser) -> Coder:
    return Coder(parser=parser)


@pytest.fixture(scope="session")
def flat_coder() -> Coder:
    """The coder of a machine without a parser."""
    return Coder(model="none")


@pytest.fixture(scope="session")
def read(authority: Authority, spotter: Spotter):  # type: ignore[no-untyped-def]
    """``read(text, written=...)``: a made document, ready for coding."""

    def make(text: str, written: str | None = None, name: str = "doc_made") -> Reading:
        document = Document(id=name, source_id="src_made", path="made.txt", text=text, written=written)
        return make_reading(document, authority, spotter=spotter)

    return make


@pytest.fixture(scope="session")
def code(coder: Coder, read) -> Code:  # type: ignore[no-untyped-def]
    """``code(text, written=..., standpoint=...)``: the accounts of a made document."""

    def run(text: str, written: str | None = None, standpoint: str = "") -> list[Account]:
        return list(coder.code(read(text, written), standpoint=standpoint))

    return run
