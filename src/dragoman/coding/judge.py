"""How sure an account is: the chance that act, sides, status and date are right, from what it rests on."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from dragoman.coding.grammar import Act
from dragoman.coding.parties import Side
from dragoman.coding.scene import Scene, Token, children

Features = Mapping[str, float]

ORDER = ("name", "noun", "first person", "followed", "pair", "loose", "known", "distant")
"""Ways of finding a side, from the surest to the least sure."""


LIKELIER = 0.57
"""The confidence below which an account of a text that tells no date is not given (decision 0020)."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A logistic regression over named features, trained by ``train/judge.py`` on marked public-domain prose.

    ``undated`` are other weights for texts that tell no date, where there is none to be wrong about. ``cut`` is the
    confidence below which an account is not given at all; one of such a text needs more. Both
    weights are in ``vocab/data/judge.json``.
    """

    weights: Mapping[str, float]
    cut: float
    undated: Mapping[str, float] = field(default_factory=dict)

    def confidence(self, features: Features) -> float:
        """The probability (0 to 1) that an account with these features is right."""
        return _chance(self.weights_for(features), features)

    def gives(self, features: Features, confidence: float) -> bool:
        """Is an account of this ``confidence`` given at all?"""
        return confidence >= (self.cut if self.cut <= 0 or "date" in features else max(self.cut, LIKELIER))

    def weights_for(self, features: Features) -> Mapping[str, float]:
        """The weights of a text that tells dates (it has a feature "date"), or of one that tells none."""
        return self.weights if "date" in features or not self.undated else self.undated


def _chance(weights: Mapping[str, float], features: Features) -> float:
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def is_of_date(name: str) -> bool:
    """Does this feature speak of the date?"""
    return name in ("date", "next date", "dates", "network date", "undated", "grammar date") or name.startswith("how=")


@cache
def load_judge() -> Judge:
    """The weights as shipped."""
    raw = json.loads((files("dragoman.vocab") / "data" / "judge.json").read_text("utf-8"))
    return Judge(weights=raw["weights"], cut=raw["cut"], undated=raw["undated"])


def features_of_act(scene: Scene, act: Act) -> dict[str, float]:
    """What speaks for and against an act as the grammar has it, by name; numbers are scaled to about 1."""
    token, frame, roles = act.token, act.frame, act.roles
    weight = min(max(frame.weight, 0.02), 0.98)
    found: dict[str, float] = {"prior": math.log(weight / (1 - weight))}
    for name in (
        "by grammar",
        f"kind={act.event_type}/{frame.pos}",
        f"lemma={frame.lemma}/{frame.pos}/{frame.event_type}",
        f"dep={token.dep_}/{frame.pos}",
        f"tag={token.tag_}",
        f"actors={_how(roles.actors)}",
        f"recipients={_how(roles.recipients)}",
        f"sides={_how(roles.actors)}/{_how(roles.recipients)}",
        f"inferred={roles.inferred}/{frame.pos}",
        f"reciprocal={frame.reciprocal}",
        f"dated={act.how}",
        f"demands={min(frame.specificity, 12) // 3}",
        f"states={min(len({side.party.state for side in roles.actors + roles.recipients}), 5)}",
        f"home={bool(scene.memory.speaking)}",
        f"object={'object' in frame.objects or bool(frame.objects)}",
        f"doer={frame.actor[0] if frame.actor else 'none'}/{frame.pos}",
    ):
        found[name] = 1.0
    if frame.stative:
        found["stative"] = 1.0
    if scene.tokens[-1].text == "?":
        found["question"] = 1.0
    if frame.pos == "noun":
        marks = sorted(child.lower_ for child in children(token) if child.dep_ in ("det", "poss"))
        known = marks and marks[0] in ("the", "a", "an", "this", "any", "such")
        found[f"det={marks[0] if known else bool(marks)}"] = 1.0
    found["far"] = _reach(scene, token, roles.actors + roles.recipients)
    found["length"] = min(len(scene.tokens), 80) / 40
    found["deep"] = min(sum(1 for _ in token.ancestors), 10) / 5
    return found


def _how(sides: list[Side]) -> str:
    """The least sure way in which a side of this list was found; "none" for an empty list."""
    return max((side.how for side in sides), key=ORDER.index, default="none") if sides else "none"


def _reach(scene: Scene, token: Token, sides: list[Side]) -> float:
    """How far the farthest named side stands from the act, in hundreds of characters."""
    place = scene.start + token.idx
    return max((min(abs(side.start - place), 300) / 100 for side in sides if side.end), default=0.0)
