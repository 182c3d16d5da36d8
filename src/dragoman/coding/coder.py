"""From a reading to accounts: gate, parse, act, roles, status, speaker, date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice

import numpy as np

from dragoman.coding.assemble import assemble
from dragoman.coding.context import contexts_of
from dragoman.coding.follow import Memory
from dragoman.coding.formal_accounts import complete
from dragoman.coding.gate import Gate
from dragoman.coding.grammar import Act, Grammar, Own
from dragoman.coding.judge import Features, Judge, features_of_act, load_judge
from dragoman.coding.magnitude import magnitudes_of, place_of
from dragoman.coding.network import Array, Network, Verdict, load_network
from dragoman.coding.options import BACK, options_at
from dragoman.coding.parse import Parser, load_parser
from dragoman.coding.remember import remember, remember_unparsed
from dragoman.coding.scene import Scene, Token, by_sentence, name_happenings, place_mentions, words_of
from dragoman.coding.seen import Seen
from dragoman.coding.speaker import AUTHOR
from dragoman.coding.trace import Heard, Outcome, Step
from dragoman.coding.weigh import (
    Parts,
    Word,
    beside,
    features_of_verdict,
    grammar_row,
    is_plain,
    is_told_by_object,
    parts_of,
    parts_of_act,
    told_of,
)
from dragoman.model.reading import Account, Party
from dragoman.model.text import Reading, Sentence
from dragoman.vocab.happenings import load_happenings
from dragoman.vocab.lexicon import Lexicon, load_lexicon
from dragoman.vocab.words import load_words

FLOOR = 0.4
"""The chance of naming an act from which a word is looked at, and its sentence parsed."""

UNPARSED = "network-1 (no parser)"
"""What accounts name as their coder when no parser was there."""

OPENING = 1500
"""Characters of a document's opening in which its letterhead stands."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that may be right, and the features its confidence was drawn from.

    ``rivals`` are the other ways to take its word, kept when nothing is left out (a judge with a cut of 0).
    """

    account: Account
    features: Features
    rivals: tuple[Candidate, ...] = ()

    def order(self) -> tuple[int, int, str]:
        """Its place among others: by where its words begin."""
        return (self.account.evidence.start, self.account.evidence.end, self.account.id)


@dataclass(frozen=True, slots=True)
class Sight:
    """What the network sees of a document: words, their states and chances; the sentences worth coding, or a parse."""

    seen: Seen
    states: Array
    chances: Array
    worth: list[int]
    parsed: list[int]


@dataclass(frozen=True, slots=True)
class Judged:
    """The words of one sentence that may name an act, and the network's verdict on each."""

    seen: Seen
    words: list[Word]
    verdicts: list[Verdict]


class Coder:
    """Codes readings with network, parser and lexicon: made once, used for many documents, keeps no state between them.

    ``parser`` is loaded when not given; ``version`` changes whenever the same input could give other accounts.
    """

    name = "dragoman"
    version = "2"

    def __init__(
        self,
        *,
        lexicon: Lexicon | None = None,
        parser: Parser | None = None,
        model: str = "",
        judge: Judge | None = None,
        network: Network | None = None,
    ) -> None:
        self.lexicon = lexicon or load_lexicon()
        self.parser = parser or load_parser(model)
        self.judge = judge or load_judge()
        self.network = network or load_network()
        self.vocab = load_words()
        self.happenings = load_happenings()
        self.persons = self.vocab.first_person | self.vocab.second_person
        self.grammar = Grammar(self.lexicon, self.vocab)
        self.gate = Gate(self.lexicon.surface_forms(self.lexicon.added))

    def code(self, reading: Reading, *, standpoint: str = "") -> Iterator[Account]:
        """The accounts that one document gives, in text order; those too unlikely to be right are left out.

        ``standpoint`` is the state whose "we" the author uses; without it the letterhead, or "our country, Albania",
        tells. Sentences without two states in reach, or without a word that may name an act, are never parsed.
        """
        told = (candidate.account for candidate in self.candidates(reading, standpoint=standpoint))
        yield from complete(reading, told)

    def candidates(self, reading: Reading, *, standpoint: str = "", heard: Heard | None = None) -> Iterator[Candidate]:
        """The accounts with what speaks for and against each; a judge with a cut of 0 lets everything through.

        A heading names what is told below it and tells nothing itself. ``heard`` is told each step, and why a word
        gave no account; it must keep nothing of a step, for what is in mind changes with the next sentence.
        """
        for number, scene, judged in self.verdicts(reading, standpoint=standpoint, heard=heard):
            yield from self._weighed(reading, number, scene, judged)

    def verdicts(
        self, reading: Reading, *, standpoint: str = "", floor: float = FLOOR, heard: Heard | None = None
    ) -> Iterator[tuple[int, Scene | None, Judged]]:
        """For each sentence that may tell an act: its number, its parse, what network and grammar make of its words.

        Words whose chance of naming an act lies below ``floor`` are passed over, unless the grammar has an act there.
        """
        home = standpoint or self.home(reading)
        sight = self._look(reading, home, floor)
        worth = set(sight.worth)
        for number, scene in self.scenes(reading, sight.parsed, home=home, heard=heard):
            if number in worth:
                acts, taken = self.grammar.read(scene) if scene is not None else ((), frozenset())
                used = {scene.start + scene.tokens[n].idx for n in taken} if scene is not None else set()
                yield number, scene, self._judged(reading, sight, number, acts, used=used, floor=floor)

    def scenes(
        self, reading: Reading, parsed: Sequence[int], *, home: str, heard: Heard | None = None
    ) -> Iterator[tuple[int, Scene | None]]:
        """The sentences of a reading in order, each with what is in mind when it comes; those of ``parsed`` parsed.

        A scene holds until the next is asked for.
        """
        memory = Memory(speaking=home)
        docs = iter(self.parser.parse(sentence_text(reading, reading.sentences[number]) for number in parsed))
        actors, dates = by_sentence(reading.sentences, reading.actors), by_sentence(reading.sentences, reading.dates)
        wanted = set(parsed)
        for number, sentence in enumerate(reading.sentences):
            memory.begin(number)
            if number not in wanted:
                remember_unparsed(memory, number, actors[number])
                yield number, None
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
            yield number, scene
            doc.user_data.clear()  # what is kept there points back to the parse: without it the memory is free at once

    def _look(self, reading: Reading, home: str, floor: float) -> Sight:
        """What the network sees of the sentences with two states in reach, and which of them are worth a parse.

        A heading names what is told below it and tells nothing itself.
        """
        headings = {passage.id for passage in reading.passages if passage.kind == "heading"}
        reach = self.gate.in_reach(reading.sentences, reading.actors, home=home)
        near = [n for n, one in enumerate(reading.sentences) if reach[n] and one.passage_id not in headings]
        wanted = sorted({n - back for n in near for back in range(BACK + 1) if n >= back})
        seen = self.network.eye.see(reading, wanted, home=home)
        states = self.network.encode(seen)
        chances = self.network.chances(states)
        worth = []
        for number in near:
            first, last = seen.words_of[number]
            own = self.gate.acts(reading.view.text[reading.sentences[number].start : reading.sentences[number].end])
            if own or (first < last and float(chances[first:last].max()) >= floor):
                worth.append(number)
        return Sight(seen, states, chances, worth, worth if self.parser.nlp is not None else [])

    def _judged(
        self, reading: Reading, sight: Sight, number: int, acts: Sequence[Act], *, used: Set[int], floor: float
    ) -> Judged:
        """The words of a sentence that may name an act, with what they may be and what the network makes of each.

        Those that begin at ``used`` are taken up by another word's act.
        """
        seen = sight.seen
        told = [told_of(act, reading.sentences[number].start) for act in acts]
        words: list[Word] = []
        for place in range(*seen.words_of[number]):
            numbers, exact = beside(seen, place, told)
            fresh = sight.chances[place] >= floor and seen.start[place] not in used
            if fresh or (numbers and exact):
                options = options_at(reading, seen, place, [told[n] for n in numbers])
                if len(options.states) > 1:
                    words.append(Word(place, options, [acts[n] for n in numbers], exact))
        if not words:
            return Judged(seen, [], [])
        rows = [grammar_row([told[acts.index(act)] for act in one.acts], one.exact) for one in words]
        verdicts = self.network.judge(
            sight.states, [one.place for one in words], [one.options for one in words], np.stack(rows)
        )
        return Judged(seen, words, verdicts)

    def _weighed(self, reading: Reading, number: int, scene: Scene | None, judged: Judged) -> Iterator[Candidate]:
        """What one sentence may tell, one candidate for each act and pair of sides, in text order."""
        seen = judged.seen
        found: dict[tuple[object, ...], Candidate] = {}
        for word, verdict in zip(judged.words, judged.verdicts, strict=True):
            token = word.acts[0].token if word.acts else None
            if token is None and scene is not None:
                token = _token_at(scene, seen.start[word.place])
            own = None
            if scene is not None and token is not None:
                own = self.grammar.when(scene, token, self.grammar.status(token))
            ways = self._ways(seen, scene, word, verdict, own)
            if not ways:
                continue
            sure = [self._confidence(word, features) for _, features in ways]
            best = max(range(len(ways)), key=lambda n: sure[n])
            (parts, features), confidence = ways[best], sure[best]
            if confidence < self.judge.cut:
                _tell(scene, token, "unlikely", word, features=features)
                continue
            account = self._account(reading, number, scene, token, parts, acts=word.acts, confidence=confidence)
            key = (account.event_type, _states(account.actors), _states(account.recipients), account.status)
            known = found.get(key)
            if known is not None and known.account.confidence >= account.confidence:
                _tell(scene, token, "told twice", word, account=account, features=features)
                continue
            rivals: tuple[Candidate, ...] = ()
            if self.judge.cut <= 0:
                others = (ways[n] for n in range(len(ways)) if n != best)
                rivals = tuple(
                    Candidate(
                        self._account(reading, number, scene, token, one, acts=word.acts, confidence=confidence), told
                    )
                    for one, told in others
                )
            found[key] = Candidate(account, features, rivals)
            _tell(scene, token, "account", word, account=account, features=features)
        yield from sorted(found.values(), key=Candidate.order)

    def _ways(
        self, seen: Seen, scene: Scene | None, word: Word, verdict: Verdict, own: Own | None
    ) -> list[tuple[Parts, dict[str, float]]]:
        """The ways to take a word: as the network has it, and as the grammar has it if it has an act of this word."""
        ways = []
        parts = parts_of(seen, word, verdict, own)
        if parts is not None:
            ways.append((parts, features_of_verdict(word, verdict, parts)))
        for act in word.acts if word.exact else ():
            told = parts_of_act(seen, word, act)
            if told is not None and scene is not None:
                same = parts is not None and parts.event_type == told.event_type
                if (same and is_plain(act)) or is_told_by_object(act):
                    ways.clear()  # both sides stand in the clause by name: the grammar knows who does it to whom
                ways.append((told, {**features_of_verdict(word, verdict, told), **features_of_act(scene, act)}))
        return ways

    def _confidence(self, word: Word, features: Features) -> float:
        """The chance that an account is right; a line of the user's own lexicon is taken at its word."""
        own = [act.frame.weight for act in word.acts if act.frame in self.lexicon.added and "by grammar" in features]
        return max([self.judge.confidence(features), *own])

    def _account(
        self,
        reading: Reading,
        number: int,
        scene: Scene | None,
        token: Token | None,
        parts: Parts,
        *,
        acts: Sequence[Act],
        confidence: float,
    ) -> Account:
        start, end = parts.spans[0]
        if token is None:
            scene = None
        voice = AUTHOR if scene is None else self.grammar.voice(scene, token)
        return assemble(
            reading,
            reading.sentences[number],
            event_type=parts.event_type,
            mode=parts.mode,
            trigger=token.lemma_ if token is not None else reading.view.text[start:end].lower(),
            place_of_trigger=start,
            words=(min(span[0] for span in parts.spans), max(span[1] for span in parts.spans)),
            actors=parts.actors,
            recipients=parts.recipients,
            date=parts.date,
            date_how=parts.how,
            place=place_of(scene, token) if scene is not None else "",
            status=parts.status,
            speaker=voice.text,
            magnitudes=magnitudes_of(scene, token) if scene is not None else (),
            contexts=contexts_of(scene, token) if scene is not None else (),
            confidence=confidence,
            coder=f"{self.name}-{self.version}" if scene is not None else UNPARSED,
        )

    def home(self, reading: Reading) -> str:
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


def _token_at(scene: Scene, place: int) -> Token | None:
    """The word of the parse that covers a view offset."""
    return next((one for one in scene.tokens if one.idx <= place - scene.start < one.idx + len(one.text)), None)


def _tell(
    scene: Scene | None,
    token: Token | None,
    outcome: Outcome,
    word: Word,
    *,
    account: Account | None = None,
    features: Features,
) -> None:
    """Tell whoever listens what became of a word."""
    if scene is not None and scene.heard is not None and token is not None:
        frame, roles = (word.acts[0].frame, word.acts[0].roles) if word.acts else (None, None)
        scene.heard(Step(scene, token, outcome, frame, roles=roles, account=account, features=features))
