"""The steps of coding a sentence, for whoever asks why an act was or was not found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dragoman.model.reading import Account
from dragoman.vocab.frames import Frame

if TYPE_CHECKING:
    from dragoman.coding.roles import Roles
    from dragoman.coding.scene import Scene, Token

Outcome = Literal["parsed", "no frame", "actor", "taken up", "one side", "unlikely", "told twice", "account"]
"""What became of a word that may name an act.

"parsed" comes first, once, with the sentence's first word: the sentence is ready, its words follow. "no frame": no line
of the lexicon holds here, or the one that does names no act; "actor": the word names an actor; "taken up": a verb's
frame has used it ("signed a treaty"); "one side": fewer than two states were found; "unlikely": its confidence lies
below the cut; "told twice": a surer word of the sentence says the same; "account": it gave one.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one word of a sentence, with as much as was known by then.

    ``scene`` changes with the next sentence: whoever hears a step must take from it what they want at once.
    """

    scene: Scene
    token: Token
    outcome: Outcome
    frame: Frame | None = None
    roles: Roles | None = None
    account: Account | None = None
    features: Mapping[str, float] = field(default_factory=dict)


Heard = Callable[[Step], None]
"""Called with each step, in the order in which they are taken."""
