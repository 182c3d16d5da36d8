"""What speaks for and against an account that the network tells: its chances, and where the grammar agrees."""

from __future__ import annotations

import math

import numpy as np

from dragoman.coding.network import STATUSES, TYPES, Verdict
from dragoman.coding.options import DOCUMENT, SENTENCES, Options
from dragoman.coding.seen import KINDS
from dragoman.coding.weigh import CLASS, MUTUAL, Parts, Word, dates_of_verdict


def features_of_verdict(word: Word, verdict: Verdict, parts: Parts) -> dict[str, float]:
    """What speaks for and against an account, by name: the network's chances as log odds, and where grammar agrees."""
    options, acts, exact = word.options, word.acts, word.exact
    actors = [options.states.index(one.state) for one in parts.actors]
    recipients = [options.states.index(one.state) for one in parts.recipients]
    table = verdict.sides
    if recipients:
        other = float(max(table[n, 2] + (table[n, 1] if parts.event_type in MUTUAL else 0) for n in recipients))
    else:
        other = float(sorted(table[n, 1] + table[n, 2] for n in actors)[-2])
    same = [act for act in acts if act.event_type == parts.event_type]
    states = {one.state for one in parts.actors}, {one.state for one in parts.recipients}
    others = [float(table[n, 1:].max()) for n in range(len(options.states)) if n not in {*actors, *recipients}]
    agreed = any(
        states[0] & {one.party.state for one in act.roles.actors}
        and (not act.roles.recipients or bool(states[1] & {one.party.state for one in act.roles.recipients}))
        for act in acts
    )
    features = {
        "bias": 1.0,
        "act": _odds(verdict.chance),
        "type": _odds(float(verdict.types[TYPES.index(parts.event_type)])),
        "held": _odds(float(verdict.statuses[CLASS[parts.status]])),
        "ongoing": _odds(float(verdict.statuses[STATUSES.index("ongoing")])),
        "actor": _odds(max(float(table[n, 1]) for n in actors)),
        "other": _odds(other),
        "grammar": float(bool(acts)),
        "grammar here": float(bool(acts) and exact),
        "grammar type": float(bool(same)),
        "grammar sides": float(agreed),
        "grammar status": float(any(CLASS[act.status] == CLASS[parts.status] for act in acts)),
        "mutual": float(not parts.recipients),
        "several": min(len(actors) + len(recipients), 6) / 3,
        "choice": min(len(options.states), 12) / 6,
        "second type": _odds(float(np.sort(verdict.types)[-2])),
        "left out": _odds(max(others, default=0.0)),
        f"actor in={max(_where(options, verdict, n) for n in actors)}": 1.0,
        f"other in={max((_where(options, verdict, n) for n in recipients), default='none')}": 1.0,
        f"type={parts.event_type}": 1.0,
        f"status={parts.status}": 1.0,
    }
    return {**features, **features_of_date(word, verdict, parts)}


def features_of_date(word: Word, verdict: Verdict, parts: Parts) -> dict[str, float]:
    """What speaks for and against an account's date; nothing where the text tells none to be wrong about."""
    options = word.options
    if all(one.value is None for one in options.dates):
        return {}
    dates = dates_of_verdict(options, verdict)
    return {
        "date": _odds(dates.pop(parts.date, 0.0)),
        "next date": _odds(max(dates.values(), default=0.0)),
        "dates": min(len(options.dates), 6) / 3,
        "undated": float(parts.date is None),
        "grammar date": float(any(act.date == parts.date for act in word.acts)),
        f"how={parts.how}": 1.0,
        f"how={parts.how}/{len(parts.date or '')}": 1.0,
    }


def _where(options: Options, verdict: Verdict, number: int) -> str:
    """Where the words stand that speak most for a state: in the sentence, so many sentences before, or none do."""
    found = options.sides[verdict.chosen[number]]
    if found.pseudo >= 0:
        return f"text/{found.pseudo}" if found.kind == DOCUMENT else "grammar"
    back = found.distance - SENTENCES
    return f"before/{back}" if back > 0 else f"here/{KINDS[found.kind]}"


def _odds(chance: float) -> float:
    kept = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(kept / (1 - kept))
