"""Keeping in mind whom a sentence names, for what later words point back to."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.follow import Memory, Named
from dragoman.coding.parties import ARGUMENTS, MODIFIERS, conjuncts
from dragoman.coding.scene import Scene, children
from dragoman.model.text import ActorMention


def remember(scene: Scene) -> None:
    """Keep in mind every actor that this sentence names, and the persons it introduces."""
    _remember_groups(scene)
    seen: set[int] = set()
    for token in scene.tokens:
        mention = scene.mention(token)
        if mention is None or mention.start in seen or not mention.state or mention.kind == "place":
            continue
        seen.add(mention.start)
        head = token
        while head.dep_ in MODIFIERS and head.head.i != head.i and scene.mention(head.head) in (None, mention):
            head = head.head
        plural = mention.kind == "demonym" and head.i == token.i and token.pos_ in ("PROPN", "NOUN")
        scene.memory.add(
            Named(
                mention.id, mention.state, mention.text, mention.kind == "person", plural or head.tag_ == "NNS",
                scene.number, token.i, head.dep_ in ("nsubj", "nsubjpass"),
            )
        )  # fmt: skip
        if mention.kind == "demonym" and head.pos_ == "PROPN" and scene.mention(head) is None:
            titled = any(child.lemma_.lower() in scene.vocab.person for child in children(head))
            if titled:
                scene.memory.locals[head.text] = mention.state
                scene.memory.add(
                    Named("name:" + head.text, mention.state, head.text, True, False, scene.number, head.i,
                          head.dep_ in ("nsubj", "nsubjpass"))
                )  # fmt: skip


def remember_unparsed(memory: Memory, number: int, mentions: Sequence[ActorMention]) -> None:
    """Keep in mind the actors of a sentence that was not parsed; the first is taken for its subject."""
    for place, one in enumerate(mentions):
        if one.state:
            memory.add(Named(one.id, one.state, one.text, one.kind == "person", False, number, place, place == 0))


def _remember_groups(scene: Scene) -> None:
    """Keep coordinations in mind: "the British and the Americans" is what a later "they" takes up."""
    for token in scene.tokens:
        named = token.pos_ in ("NOUN", "PROPN") or (token.dep_ in ARGUMENTS and scene.mention(token) is not None)
        if token.dep_ == "conj" or not named:
            continue
        heads = conjuncts(token)
        members = []
        for head in heads if len(heads) > 1 else ():
            mention = scene.mention(head)
            if mention is not None and mention.state and mention.kind != "place":
                person = mention.kind == "person"
                members.append(
                    Named(mention.id, mention.state, mention.text, person, False, scene.number, head.i, False)
                )
        if len(members) > 1:
            subject = token.dep_ in ("nsubj", "nsubjpass")
            first = members[0]
            scene.memory.add(
                Named("", first.state, "", False, True, scene.number, token.i, subject, members=tuple(members))
            )
