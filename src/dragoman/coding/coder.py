"""From a reading to accounts: gate, parse, act, roles, status, speaker, date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from dragoman.coding.assemble import assemble
from dragoman.coding.context import contexts_of
from dragoman.coding.flat import Flat
from dragoman.coding.follow import Memory
from dragoman.coding.formal_accounts import complete
from dragoman.coding.gate import Gate
from dragoman.coding.held import act_of
from dragoman.coding.judge import Features, Judge, features_of, load_judge
from dragoman.coding.kind import consumed, frame_of
from dragoman.coding.magnitude import magnitudes_of, place_of
from dragoman.coding.parse import Parser, load_parser
from dragoman.coding.parties import Side, single
from dragoman.coding.remember import remember, remember_unparsed
from dragoman.coding.roles import Roles, keep_told, roles_of
from dragoman.coding.scene import Scene, Token, by_sentence, name_happenings, place_mentions, words_of
from dragoman.coding.speaker import AUTHOR, Voice, quoted_voice, state_of_author, voice_of
from dragoman.coding.status import Operators, is_future, status_of
from dragoman.coding.trace import Heard, Step
from dragoman.coding.when import UNDATED, date_of, is_past
from dragoman.model.reading import Account, Party, Status
from dragoman.model.text import Reading, Sentence
from dragoman.vocab.frames import Frame
from dragoman.vocab.happenings import load_happenings
from dragoman.vocab.lexicon import Lexicon, load_lexicon
from dragoman.vocab.words import load_words

ACTS = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})
"""Parts of speech that can name an act."""

OPENING = 1500
"""Characters of a document's opening in which its letterhead stands."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that may be right, and the features its confidence was drawn from."""

    account: Account
    features: Features

    def order(self) -> tuple[int, int, str]:
        """Its place among others: by where its words begin."""
        return (self.account.evidence.start, self.account.evidence.end, self.account.id)


class Coder:
    """Codes readings with the lexicon: made once, used for many documents, keeps no state between them.

    ``parser`` is loaded when not given; ``version`` changes whenever the same input could give other accounts.
    """

    name = "lexicon"
    version = "1"

    def __init__(
        self,
        *,
        lexicon: Lexicon | None = None,
        parser: Parser | None = None,
        model: str = "",
        judge: Judge | None = None,
    ) -> None:
        self.lexicon = lexicon or load_lexicon()
        self.parser = parser or load_parser(model)
        self.judge = judge or load_judge()
        self.vocab = load_words()
        self.happenings = load_happenings()
        self.persons = self.vocab.first_person | self.vocab.second_person
        self.gate = Gate(self.lexicon.surface_forms())
        self.flat = Flat(self.lexicon) if self.parser.nlp is None else None
        self.operators = Operators(self.lexicon.operators)

    def code(self, reading: Reading, *, standpoint: str = "") -> Iterator[Account]:
        """The accounts that one document gives, in text order; those too unlikely to be right are left out.

        ``standpoint`` is the state whose "we" the author uses; without it the letterhead, or "our country, Albania",
        tells. Sentences without an action word or an actor in reach are never parsed.
        """
        told = (candidate.account for candidate in self.candidates(reading, standpoint=standpoint))
        yield from complete(reading, told)

    def candidates(self, reading: Reading, *, standpoint: str = "", heard: Heard | None = None) -> Iterator[Candidate]:
        """The accounts with what speaks for and against each; a judge with a cut of 0 lets everything through.

        A heading names what is told below it and tells nothing itself. ``heard`` is told each step, and why a word
        gave no account; it must keep nothing of a step, for what is in mind changes with the next sentence.
        """
        memory = Memory(speaking=standpoint or self._home(reading))
        gated = self.gate.gated(reading.view.text, reading.sentences, reading.actors, home=memory.speaking)
        headings = {passage.id for passage in reading.passages if passage.kind == "heading"}
        gated = [worth and one.passage_id not in headings for worth, one in zip(gated, reading.sentences, strict=True)]
        texts = [sentence_text(reading, one) for one, worth in zip(reading.sentences, gated, strict=True) if worth]
        docs = iter(self.parser.parse(texts)) if self.parser.nlp is not None else iter(())
        actors, dates = by_sentence(reading.sentences, reading.actors), by_sentence(reading.sentences, reading.dates)
        for number, sentence in enumerate(reading.sentences):
            memory.begin(number)
            if not gated[number] or self.parser.nlp is None:
                remember_unparsed(memory, number, actors[number])
                if gated[number] and self.flat is not None:
                    for account in self.flat.accounts(reading, number, actors[number], dates[number]):
                        yield Candidate(account, {})
                continue
            doc = next(docs)
            tokens = words_of(doc)
            scene = Scene(
                doc,
                tokens,
                sentence.start,
                number,
                reading,
                memory,
                self.vocab,
                place_mentions(tokens, sentence.start, actors[number]),
                place_mentions(tokens, sentence.start, dates[number]),
                happenings=name_happenings(tokens, reading.view.text[sentence.start : sentence.end], self.happenings),
                personal=not self.persons.isdisjoint([token.lower_ for token in tokens]),
                heard=heard,
            )
            remember(scene)
            if heard is not None and tokens:
                heard(Step(scene, tokens[0], "parsed"))
            yield from self.code_sentence(scene, sentence)
            doc.user_data.clear()  # what is kept there points back to the parse: without it the memory is free at once

    def code_sentence(self, scene: Scene, sentence: Sentence) -> Iterator[Candidate]:
        """What one parsed sentence may tell, one candidate for each act and pair of sides."""
        taken: set[int] = set()
        found: dict[tuple[object, ...], Candidate] = {}
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
        for token, frame in frames:
            if frame.pos != "verb" and token.i in taken:
                if scene.heard is not None:
                    scene.heard(Step(scene, token, "taken up", frame))
                continue
            candidate = self._account(scene, sentence, token, frame)
            if candidate is None:
                continue
            account = candidate.account
            key = (
                account.event_type,
                _states(account.actors),
                _states(account.recipients),
                account.status,
                account.date,
            )
            if key not in found or found[key].account.confidence < account.confidence:
                found[key] = candidate
            elif scene.heard is not None:
                scene.heard(Step(scene, token, "told twice", frame, account=account))
        yield from sorted(found.values(), key=Candidate.order)

    def _is_actor(self, scene: Scene, token: Token) -> bool:
        """A word that names an actor names no act: "the Soviet Union", "the Albanian delegation"."""
        lemma = token.lemma_.lower() if token.pos_ in ("NOUN", "PROPN") else ""
        return scene.mention(token) is not None or lemma in self.vocab.person or lemma in self.vocab.organ

    def _account(self, scene: Scene, sentence: Sentence, token: Token, frame: Frame) -> Candidate | None:
        reading, memory = scene.reading, scene.memory
        voice: Voice | None = None
        home = memory.speaking
        if scene.personal:
            voice = self._voice(scene, token)
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
        status = status_of(token, self.operators)
        if status == "asserted" and frame.status:
            status = _status(frame.status)
        voice = voice or self._voice(scene, token)
        date, how = date_of(scene, token)
        if status == "planned" and is_future(token) and date and is_past(reading, date):
            status = "asserted"
        if how == "carried" and status in UNDATED:
            date, how = None, ""
        features = features_of(scene, token, frame, roles, status=status, date_how=how, voice=voice.text)
        confidence = self.judge.confidence(features)
        if confidence < self.judge.cut:
            if scene.heard is not None:
                scene.heard(Step(scene, token, "unlikely", frame, roles=roles, features=features))
            return None
        by, to = ([side.party.state for side in sides] for sides in (roles.actors, roles.recipients))
        event_type, mode = act_of(frame, by, to, date)
        account = assemble(
            reading,
            sentence,
            event_type=event_type,
            mode=mode,
            trigger=token.lemma_,
            place_of_trigger=scene.start + token.idx,
            words=self._words(scene, token, roles, sentence),
            actors=_parties(roles.actors),
            recipients=_parties(roles.recipients),
            date=date,
            date_how=how,
            place=place_of(scene, token),
            status=status,
            speaker=voice.text,
            magnitudes=magnitudes_of(scene, token),
            contexts=contexts_of(scene, token),
            confidence=confidence,
            coder=f"{self.name}-{self.version}",
        )
        if scene.heard is not None:
            scene.heard(Step(scene, token, "account", frame, roles=roles, account=account, features=features))
        return Candidate(account, features)

    def _voice(self, scene: Scene, token: Token) -> Voice:
        reading = scene.reading
        place = scene.start + token.idx
        quoted = quoted_voice(scene, place, reading.quotations, reading.citations, self.lexicon.speech)
        voice = voice_of(scene, token, self.lexicon.speech)
        if voice.text:
            return voice
        if quoted is None:
            return AUTHOR
        return quoted if quoted.state or not quoted.text else Voice(quoted.text, state_of_author(reading, quoted.text))

    def _words(self, scene: Scene, token: Token, roles: Roles, sentence: Sentence) -> tuple[int, int]:
        """The shortest stretch of the sentence that holds the act and the sides named in it (view offsets)."""
        start, end = scene.start + token.idx, scene.start + token.idx + len(token.text)
        for side in roles.actors + roles.recipients:
            if side.end > side.start >= sentence.start and side.end <= sentence.end:
                start, end = min(start, side.start), max(end, side.end)
        return start, end

    def _home(self, reading: Reading) -> str:
        """The state whose "we" the author uses, as the text tells it: "our country, Albania", or the letterhead."""
        text = reading.view.text
        for mention in reading.actors:
            if mention.kind == "state" and mention.state:
                before = text[max(0, mention.start - 24) : mention.start].lower()
                if any(f"{one} {noun}, " in before for one in ("our", "my") for noun in ("country", "nation", "state")):
                    return mention.state
        opening = text[:OPENING]
        return next((state for cue, state in self.vocab.homes if cue in opening), "")


def sentence_text(reading: Reading, sentence: Sentence) -> str:
    """The sentence as the parser gets it: citations blanked out, trailing ones cut, every offset kept."""
    text = reading.view.text[sentence.start : sentence.end]
    first = bisect_right(reading.citations, sentence.start, key=lambda one: one.end)
    for citation in islice(reading.citations, first, None):
        if citation.start >= sentence.end:
            break
        start, end = max(citation.start, sentence.start), min(citation.end, sentence.end)
        text = text[: start - sentence.start] + " " * (end - start) + text[end - sentence.start :]
    return text.rstrip()


def _states(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(party.state for party in parties)


def _parties(sides: list[Side]) -> tuple[Party, ...]:
    return tuple(side.party for side in sides)


def _status(name: str) -> Status:
    found: Status = name  # type: ignore[assignment]
    return found
