"""Measures a part of Dragoman on rows that people marked: predictions made from the input fields alone."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import ConfigError, InputError

TASKS: Mapping[str, str] = {
    "kinds": "the event type of a sentence, its actor and recipient given",
    "quads": "the quad class of a sentence, its actor and recipient given",
    "events": "the events of a sentence",
    "dates": "time expressions in running text",
    "attribution": "who is said to have said what",
    "reasons": "causal claims: cause, effect and signal",
    "names": "whether two names are of one bearer",
    "diplomacy": "formal diplomatic acts and their dates",
    "histner": "persons and places in old newspapers",
}
"""What can be measured; a task is there when its module ``dragoman.evaluate.TASK`` is."""

PLAIN_FIELDS = ("id", "text", "dct")
"""What a module sees that declares no ``INPUT_FIELDS``: a row's id, its text, and when that was written."""


def available() -> tuple[str, ...]:
    """The tasks that this version can do."""
    return tuple(task for task in TASKS if importlib.util.find_spec(f"dragoman.evaluate.{task}") is not None)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file.

    Raises:
        InputError: the file cannot be read, or a line is no JSON object.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise InputError(path, f"no JSON: {error}", place=f"line {number}") from error
                if not isinstance(row, dict):
                    raise InputError(path, "no JSON object", place=f"line {number}", expected="one object a line")
                yield row
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read: {error}") from error


def predict(task: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The predictions of a task, one for each row.

    The task's module sees only the fields that it declares as its input (``INPUT_FIELDS``): the answers of the gold
    rows are taken out before.

    Raises:
        ConfigError: the task is unknown or not in this version.
    """
    module = _module(task)
    fields = frozenset(getattr(module, "INPUT_FIELDS", PLAIN_FIELDS))
    inputs = ({key: value for key, value in row.items() if key in fields} for row in rows)
    given: dict[str, Any] = {}
    if "parse" in inspect.signature(module.predict).parameters:
        given["parse"] = _parse()
    predictions: Iterator[dict[str, Any]] = module.predict(inputs, **given)
    return predictions


def score(task: str, rows: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """How good predictions are, by the task's own measures; empty when no row holds the answers.

    The answers are the fields that the task's module declares (``ANSWER_FIELDS``); rows without them do not count.
    """
    module = _module(task)
    measure: Callable[..., dict[str, Any]] | None = getattr(module, "score", None)
    answers = frozenset(getattr(module, "ANSWER_FIELDS", ()))
    marked = [row for row in rows if answers <= row.keys()]
    return measure(marked, predictions) if measure is not None and marked else {}


def _module(task: str) -> Any:
    if task not in TASKS:
        raise ConfigError(f"{task!r} is no task; known: {', '.join(TASKS)}")
    if task not in available():
        raise ConfigError(f"the task {task!r} is not available in this version; available: {', '.join(available())}")
    return importlib.import_module(f"dragoman.evaluate.{task}")


def _parse() -> Callable[[Iterable[str]], Iterable[Any]]:
    from dragoman.coding.parse import load_parser

    parser = load_parser()
    if parser.nlp is None:
        raise ConfigError(f"this task needs a parser: {parser.name}")
    return parser.parse
