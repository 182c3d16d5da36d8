"""From a form to a judgement: what was sent is read, checked against what others did meanwhile, and written down."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Request

from dragoman.errors import ActorNameError, ConfigError, MeanwhileError
from dragoman.judgements import PAIRED
from dragoman.model import Judgement
from dragoman.web.deciding.forms import PREFIX, read_changes
from dragoman.web.deciding.records import RecordCard, look_up
from dragoman.web.desk import Desk
from dragoman.web.page import missing
from dragoman.workbench import Workbench

LONGEST = 4_000
"""Characters of one field of a form; a reason longer than this belongs in the dossier."""

VERDICTS = ("accept", "reject", "correct", "same", "different")


async def read_form(request: Request) -> dict[str, str]:
    """The fields that were sent, by a form or as JSON by a script.

    Raises:
        HTTPException: it is neither, or a field is too long (400).
    """
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            told: Any = await request.json()
        except ValueError as error:
            raise HTTPException(400, "what was sent is no JSON") from error
        given: dict[str, Any] = dict(told) if isinstance(told, dict) else {}
    else:
        given = dict(await request.form())
    found = {name: value for name, value in given.items() if isinstance(value, str)}
    for name, value in found.items():
        if len(value) > LONGEST:
            raise HTTPException(400, f"{name}: longer than {LONGEST} characters")
    return found


def read_query(request: Request) -> dict[str, str]:
    """The parameters of an address: what a form already holds."""
    return {name: value[:LONGEST] for name, value in request.query_params.items()}


Sent = Annotated[dict[str, str], Depends(read_form)]
"""A parameter of a change: the fields that were sent."""

Given = Annotated[dict[str, str], Depends(read_query)]
"""A parameter of a page: what its form already holds."""


def user() -> str:
    """Who sits at this computer: who decides, unless the form says otherwise."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def now() -> str:
    """The time, to the microsecond: what is decided, undone and decided again in one second stays in order."""
    return datetime.now(tz=UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a form: the judgements made, or why none was. ``meanwhile`` says that somebody was quicker."""

    made: tuple[Judgement, ...] = ()
    fault: str = ""
    meanwhile: bool = False


def decide(desk: Desk, about: str, given: Mapping[str, str]) -> Outcome:
    """Writes down what a form decides about a record, and brings the events up to date.

    Raises:
        HTTPException: there is no such record (404).
    """
    bench = desk.bench()
    try:
        verdict, value = read_verdict(bench, about, given)
        made = bench.judge(
            about,
            verdict,
            value=value,
            by=given.get("by", "").strip() or user(),
            at=now(),
            why=given.get("why", "").strip(),
            version=given.get("version"),
        )
    except MeanwhileError as error:
        return Outcome(fault=str(error), meanwhile=True)
    except (ConfigError, ActorNameError) as error:
        return Outcome(fault=str(error))
    bring_up_to_date(desk)
    return Outcome(made=made)


def read_verdict(bench: Workbench, about: str, given: Mapping[str, str]) -> tuple[str, str]:
    """The verdict and the value of a form.

    Raises:
        ConfigError: the verdict is unknown, or nothing was changed or named.
        ActorNameError: a name stands for no state, or for several.
        HTTPException: there is no such record (404).
    """
    verdict = given.get("verdict", "")
    if verdict not in VERDICTS:
        raise ConfigError(f"{verdict or 'nothing'} is no verdict; known: {', '.join(VERDICTS)}")
    card = find(bench, about)
    if verdict == "correct":
        return verdict, read_changes(bench, card, given)
    return verdict, _other(bench, card, given.get("other", "").strip()) if verdict in PAIRED else ""


def find(bench: Workbench, record_id: str) -> RecordCard:
    """The record of an id.

    Raises:
        HTTPException: there is none (404).
    """
    with bench.reader() as reader:
        found = look_up(bench, reader, record_id)
    if found is None:
        raise missing(f"there is no record {record_id}; the run that made it may have been followed by another")
    return found


def _other(bench: Workbench, card: RecordCard, told: str) -> str:
    """The other record's id; a name of a person will do where it fits one alone."""
    if card.kind != "name" or not told:
        return told
    with bench.reader() as reader:
        if reader.known([told]):
            return told
    found = [one for one in bench.names(told) if card.id not in (one.id, *(form.id for form in one.variants))]
    if len(found) == 1:
        return found[0].id
    choices = ", ".join(f"{one.name} ({one.id})" for one in found[:8])
    raise ConfigError(f"{told!r} is the name of {f'several: {choices}' if found else 'nobody in this project'}")


def undo(desk: Desk, judgement_ids: tuple[str, ...], given: Mapping[str, str]) -> Outcome:
    """Takes judgements back, and brings the events up to date."""
    bench = desk.bench()
    by = given.get("by", "").strip() or user()
    made: list[Judgement] = []
    try:
        for one in judgement_ids:
            made += bench.judge(one, "undo", by=by, at=now(), why=given.get("why", "").strip())
    except ConfigError as error:
        return Outcome(made=tuple(made), fault=str(error))
    bring_up_to_date(desk)
    return Outcome(made=tuple(made))


def bring_up_to_date(desk: Desk) -> bool:
    """Puts the events together anew where that takes a second or two; says whether it was done."""
    return desk.runner.settle()


def is_run_due(desk: Desk) -> bool:
    """Whether the database is behind sources, settings or judgements."""

    def look() -> bool:
        bench = desk.bench()
        with bench.reader() as reader:
            return bench.current_run(reader) is None

    return desk.once("run due", look)


def kept(given: Mapping[str, str], **more: str) -> str:
    """A query that keeps what somebody typed into a form: never its token."""
    names = ("why", "by", "other", "start", "quote", "then")
    told = {name: value for name, value in given.items() if name in names or name.startswith(PREFIX)}
    return urlencode({name: value for name, value in {**told, **more}.items() if value})
