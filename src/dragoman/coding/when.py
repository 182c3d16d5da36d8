"""Which date an act has: the one its clause gives, else the sentence's, else the one carried from before."""

from __future__ import annotations

from dragoman.coding.scene import Scene, Token
from dragoman.model.text import DateMention


def date_of(scene: Scene, token: Token) -> tuple[str | None, str]:
    """(EDTF or None, how) for the act named by ``token``.

    A date counts for the clause it hangs on; a clause without one takes that of the clause it depends on, and a
    sentence without one takes the date carried into it. Where nothing tells, the date is None: none is invented.
    """
    here = {id(one): one for one in scene.dates.values() if one.kind == "date" and one.value}
    if not here:
        focus = scene.reading.focus[scene.number]
        return (focus, "carried") if focus else (None, "")
    best = _nearest(scene, token)
    if best is None:
        focus = scene.reading.focus[scene.number]
        return (focus, "carried") if focus else (None, "")
    return best.value, best.how or "explicit"


def _nearest(scene: Scene, token: Token) -> DateMention | None:
    """The date with the shortest way to ``token`` through the parse, clause borders counting double."""
    depth = _path(token)
    best: tuple[float, int, DateMention] | None = None
    for i, mention in scene.dates.items():
        if mention.kind != "date" or not mention.value:
            continue
        cost = _cost(scene.doc[i], depth)
        key = (cost, abs(i - token.i), mention)
        if best is None or key[:2] < best[:2]:
            best = key
    return best[2] if best is not None else None


def _path(token: Token) -> dict[int, float]:
    """The words above ``token`` and how far up they are."""
    found: dict[int, float] = {token.i: 0.0}
    cost = 0.0
    while token.head.i != token.i:
        cost += 2.0 if token.dep_ in ("relcl", "ccomp", "advcl", "parataxis") else 1.0
        token = token.head
        found[token.i] = cost
    return found


def _cost(date: Token, up: dict[int, float]) -> float:
    """The way from a date word to the nearest word above the act; going down into another clause costs more."""
    cost = 0.0
    while date.i not in up:
        if date.head.i == date.i:
            return 99.0
        cost += (
            4.0 if date.dep_ in ("relcl", "ccomp", "advcl", "acl", "parataxis") else 1.5 if date.dep_ == "conj" else 0.5
        )
        date = date.head
    return cost + up[date.i]
