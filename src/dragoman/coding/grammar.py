"""What the grammar of a parsed sentence tells: the acts that the lexicon knows, their sides, status, voice and date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from dragoman.coding.held import act_of
from dragoman.coding.kind import consumed, frame_of
from dragoman.coding.parties import single
from dragoman.coding.roles import Roles, keep_told, roles_of
from dragoman.coding.scene import Scene, Token
from dragoman.coding.speaker import AUTHOR, Voice, quoted_voice, state_of_author, voice_of
from dragoman.coding.status import Operators, is_future, is_refusal, status_of
from dragoman.coding.trace import Step
from dragoman.coding.when import UNDATED, date_of, is_past
from dragoman.model.reading import Status
from dragoman.vocab.frames import Frame
from dragoman.vocab.lexicon import Lexicon
from dragoman.vocab.words import Words

ACTS = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})
"""Parts of speech that can name an act."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the grammar has it: its word, frame and type, sides, status, date and how it was reached."""

    token: Token
    frame: Frame
    event_type: str
    mode: str
    roles: Roles
    status: Status
    date: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Own:
    """How a sentence holds what a word of it names, and when that was (EDTF, and how it was reached).

    ``came`` says that it was still to come at the time told of, and has come at the time of writing; ``refused`` that
    someone is told not to do it.
    """

    status: Status
    date: str | None
    how: str
    came: bool = False
    refused: bool = False


class Grammar:
    """Finds acts in parsed sentences with the lexicon; made once, keeps no state between sentences."""

    def __init__(self, lexicon: Lexicon, vocab: Words) -> None:
        self.lexicon = lexicon
        self.vocab = vocab
        self.operators = Operators(lexicon.operators)

    def read(self, scene: Scene) -> tuple[tuple[Act, ...], frozenset[int]]:
        """The acts of one sentence in the order of its words, and the words that a verb takes up ("signed a treaty").

        Acts with fewer than two states are left out; a word taken up names no act of its own.
        """
        taken: set[int] = set()
        frames = []
        for token in scene.tokens:
            if token.pos_ not in ACTS:
                continue
            frame = frame_of(
                token,
                self.lexicon,
                is_actor=lambda one: bool(single(scene, one)),
                is_name=lambda one: scene.mention(one) is not None,
            )
            if frame is not None and not self._is_actor(scene, token):
                frames.append((token, frame))
                if frame.pos == "verb":
                    taken |= consumed(token, frame)
            elif scene.heard is not None:
                scene.heard(Step(scene, token, "no frame" if frame is None else "actor", frame))
        acts = []
        for token, frame in frames:
            if frame.pos != "verb" and token.i in taken:
                if scene.heard is not None:
                    scene.heard(Step(scene, token, "taken up", frame))
                continue
            act = self._act(scene, token, frame)
            if act is not None:
                acts.append(act)
        return tuple(acts), frozenset(taken - {act.token.i for act in acts})

    def _is_actor(self, scene: Scene, token: Token) -> bool:
        """A word that names an actor names no act: "the Soviet Union", "the Albanian delegation"."""
        lemma = token.lemma_.lower() if token.pos_ in ("NOUN", "PROPN") else ""
        return scene.mention(token) is not None or lemma in self.vocab.person or lemma in self.vocab.organ

    def _act(self, scene: Scene, token: Token, frame: Frame) -> Act | None:
        memory = scene.memory
        home = memory.speaking
        if scene.personal:
            voice = self.voice(scene, token)
            if voice.state:
                other = memory.other(frozenset({voice.state}))
                memory.speaking, memory.listening = voice.state, other.state if other is not None else ""
        roles = roles_of(scene, token, frame)
        memory.speaking, memory.listening = home, ""
        if len({side.party.state for side in roles.actors + roles.recipients}) < 2:
            if scene.heard is not None:
                scene.heard(Step(scene, token, "one side", frame, roles=roles))
            return None
        keep_told(scene, token, frame, roles)
        status = self.status(token)
        if status == "asserted" and frame.status:
            status = cast(Status, frame.status)
        own = self.when(scene, token, status)
        by, to = ([side.party.state for side in sides] for sides in (roles.actors, roles.recipients))
        return Act(
            token,
            frame,
            *act_of(frame, by, to, own.date),
            roles,
            own.status,
            own.date,
            own.how,
        )

    def status(self, token: Token) -> Status:
        """How the sentence holds what this word names, whatever it names."""
        return status_of(token, self.operators)

    def when(self, scene: Scene, token: Token, status: Status) -> Own:
        """The date (EDTF) of what this word names, how it was reached, and the status in the light of it.

        "Would break off relations in 1961" tells what came when it was written later; what was only planned takes no
        date from what was told before.
        """
        date, how = date_of(scene, token)
        if status == "planned" and is_future(token) and date and is_past(scene.reading, date):
            return Own("asserted", date, how, came=True)
        if how == "carried" and status in UNDATED:
            return Own(status, None, "")
        return Own(status, date, how, refused=status == "negated" and is_refusal(token, self.operators))

    def voice(self, scene: Scene, token: Token) -> Voice:
        """Whose statement it is: the quoted one's, the named speaker's, or the author's."""
        reading = scene.reading
        place = scene.start + token.idx
        quoted = quoted_voice(scene, place, reading.quotations, reading.citations, self.lexicon.speech)
        voice = voice_of(scene, token, self.lexicon.speech)
        if voice.text:
            return voice
        if quoted is None:
            return AUTHOR
        return quoted if quoted.state or not quoted.text else Voice(quoted.text, state_of_author(reading, quoted.text))
