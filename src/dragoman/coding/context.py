"""What an act was about, by the words of its clause."""

from __future__ import annotations

from dragoman.coding.scene import Scene, Token
from dragoman.vocab.contexts import load_contexts

APART = frozenset({"relcl", "ccomp", "advcl", "parataxis", "conj"})
"""Dependencies that open another clause, which may be about something else."""


def contexts_of(scene: Scene, token: Token) -> tuple[str, ...]:
    """The PLOVER contexts shown by the words of the clause of ``token``, sorted; names of actors show none."""
    table = load_contexts()
    top = token
    while top.dep_ not in APART and top.head.i != top.i:
        top = top.head
    found: set[str] = set()
    for one in scene.tokens[top.left_edge.i : top.right_edge.i + 1]:
        shown = table.get(one.lemma_.lower())
        if shown and scene.mention(one) is None:
            found.update(shown)
    return tuple(sorted(found))
