"""How a project's history of a relation stands when a source, a side, a theme or a type of act is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from dragoman.accounts.reform import Reformer
from dragoman.accounts.whose import find_sides
from dragoman.config import Config
from dragoman.cutting import Tellings
from dragoman.judgements import Rulings
from dragoman.model import Account, Dyad, Event, Sensitivity, Source
from dragoman.plain import plain
from dragoman.series_view import lived_together
from dragoman.store import Reader
from dragoman.timed import Timespan, read_told
from dragoman.vocab.actors import Authority
from dragoman.vocab.cite import cite_source
from dragoman.vocab.origins import Origins
from dragoman.vocab.scheme import load_scheme
from dragoman.wording import write_date

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""

MANY = 100
"""Documents from which on all accounts are read at once."""


def examine(
    reader: Reader,
    rulings: Rulings,
    config: Config,
    authority: Authority,
    dyad: Dyad,
    *,
    span: Timespan,
    draws: int | None = None,
    seed: int | None = None,
    extra: Path | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """What moves in the history of two states when each thing that it rests on is left out, and under the bootstrap.

    ``draws`` is how often sources are drawn anew (0 for no bootstrap), by default by the number of acts; ``seed`` makes
    the draws repeatable. ``extra`` is the project's own list of actors.
    """
    from dragoman.relations.resampling import SEED, resample, usual_draws
    from dragoman.relations.sensitivity import leave_out, rests_of, tell

    tellings = read_tellings(reader, rulings, config, authority, dyad, span=span, extra=extra)
    events = tellings.events
    number = usual_draws(len(events)) if draws is None else draws
    whole = tell(dyad, events, weigh=tellings.weigh)
    cuts = tellings.cuts()
    told = progress or (lambda stage, done, total: None)
    left_out = leave_out(
        dyad, events, whole, cuts, weigh=tellings.weigh, progress=lambda done: told("leave out", done, len(cuts))
    )
    bootstrap = (
        resample(
            dyad,
            events,
            whole.ruptures,
            tellings.voices,
            tellings.form,
            weigh=tellings.weigh,
            draws=number,
            seed=SEED if seed is None else seed,
            progress=lambda done: told("draw", done, number),
        )
        if number and whole.ruptures
        else None
    )
    return Sensitivity(
        dyad=dyad,
        events=len(events),
        sources=len(tellings.tellers),
        phases=whole.phases,
        ruptures=whole.ruptures,
        left_out=left_out,
        bootstrap=bootstrap,
        rests=rests_of(whole, left_out, write_date),
        notes=tuple(_notes(tellings, len(whole.ruptures))),
    )


def read_tellings(
    reader: Reader,
    rulings: Rulings,
    config: Config,
    authority: Authority,
    dyad: Dyad,
    *,
    span: Timespan,
    extra: Path | None = None,
) -> Tellings:
    """The acts between two states with all who tell of them, as a project holds them."""
    from dragoman.relations import events_of
    from dragoman.relations.dyads import in_lifetime
    from dragoman.relations.extent import drop_far

    told = read_told(reader, rulings, config, span, between=(dyad.a, dyad.b), extra=extra)
    events = drop_far(in_lifetime(events_of(dyad, told.events), lived_together(authority, dyad, span)))
    accounts = rulings.vouched(rulings.judged(_accounts(reader, events), min_confidence=config.code.min_confidence))
    standpoints = reader.standpoints()
    sides = find_sides(accounts, standpoints, authority)
    origins = Origins(told.borrowings)
    mine = {one for event in events for one in event.account_ids}
    by_id = {account.id: account for account in accounts if account.id in mine}
    scheme = load_scheme()
    score = scheme.goldstein if config.relate.scale == "goldstein-1992" else scheme.score
    return Tellings(
        events=events,
        accounts=by_id,
        sources={document.id: document.source_id for document in told.documents.values()},
        titles={source.id: _title(source) for source in reader.sources()},
        sides=sides,
        origins=origins,
        former=Reformer(
            by_id,
            score=score,
            standpoints=standpoints,
            sides=sides,
            count=origins.count,
            held=partial(_held, rulings, score),
        ),
        name=lambda code: authority.name(code) if code in authority else code,
    )


def sensitivity_json(found: Sensitivity) -> dict[str, Any]:
    """What ``dragoman sensitivity A B --json`` prints: the record's fields in their order."""
    values: dict[str, Any] = plain(found)
    values["dyad"] = str(found.dyad)
    for turn in (*values["ruptures"], *values["phases"]):
        _plain_turn(turn)
    for row in values["left_out"]:
        for turn in (*row["arising"], *row["phases"]):
            _plain_turn(turn)
    for rest in values["rests"]:
        rest["without"] = [dict(zip(("kind", "label"), pair, strict=True)) for pair in rest["without"]]
    return values


def _plain_turn(turn: dict[str, Any]) -> None:
    """As the other commands write phases and ruptures: the dyad stands above them, the events are ``events``."""
    del turn["dyad"]
    turn["events"] = turn.pop("event_ids")


def _accounts(reader: Reader, events: Sequence[Event]) -> tuple[Account, ...]:
    """All accounts of the documents that tell of the events: in their words a speaker's side is looked for."""
    own = (reader.account(one) for event in events for one in event.account_ids)
    documents = tuple(dict.fromkeys(one.document_id for one in own if one))
    if len(documents) > MANY:
        return reader.accounts()
    return tuple(one for id in documents for one in reader.accounts(document_id=id))


def _held(rulings: Rulings, score: Callable[[str, str], float], event: Event) -> Event:
    weight = load_scheme().weight
    return rulings.held([event], lambda kind, mode, status: score(kind, mode) * weight(status))[0]


def _title(source: Source) -> str:
    title = str(source.csl.get("title", ""))
    return cite_source(source) if not title or source.csl.get("author") else title


def _notes(tellings: Tellings, turns: int) -> list[str]:
    """What could not be tried, and why."""
    events, tellers = tellings.events, tellings.tellers
    if not events:
        return ["No act between the two was read: there is nothing to leave out."]
    notes = []
    if len(events) == 1:
        notes.append("Only one act between the two was read: the history is that act.")
    if len(tellers) == 1:
        title = tellings.titles.get(tellers[0], tellers[0])
        notes.append(f"Only one source tells of the two ({title}): no other can be set against it.")
    if len(set(tellings.voices.values())) < 2:
        notes.append("Nothing but that source stands behind the acts: sources cannot be drawn anew.")
    undated = sum(event.date is None for event in events)
    if undated:
        acts = "1 act bears" if undated == 1 else f"{undated} acts bear"
        notes.append(f"{acts} no date, and so move no phase and no turning point.")
    if not turns:
        notes.append("No turning point was found: what is left out can only move the level.")
    return notes
