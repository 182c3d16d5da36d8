"""A project's database: one SQLite file, one writer, any number of readers."""

from dragoman.store.documents_there import DocumentsThere
from dragoman.store.grouped import Basis
from dragoman.store.reader import Reader
from dragoman.store.runs import Run, StageOutput
from dragoman.store.schema import SCHEMA_VERSION
from dragoman.store.search_reader import Hit, Narrowing
from dragoman.store.writer import Writer

__all__ = ["SCHEMA_VERSION", "Basis", "DocumentsThere", "Hit", "Narrowing", "Reader", "Run", "StageOutput", "Writer"]
