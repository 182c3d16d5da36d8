"""From a reading to accounts: what the network sees, what the grammar says where it is asked, what is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.coding.decide import UNPARSED, Candidate, Decider
from dragoman.coding.follow import Memory
from dragoman.coding.formal_accounts import complete
from dragoman.coding.gate import Gate
from dragoman.coding.grammar import Act, Grammar
from dragoman.coding.judge import Judge, load_judge
from dragoman.coding.network import Network, load_network
from dragoman.coding.parse import Parser, load_parser
from dragoman.coding.propose import Judged, Proposer
from dragoman.coding.remember import remember, remember_unparsed
from dragoman.coding.scene import Scene, by_sentence, name_happenings, place_mentions, sentence_text, words_of
from dragoman.coding.trace import Heard, Step
from dragoman.model.reading import Account
from dragoman.model.text import Reading
from dragoman.vocab.happenings import load_happenings
from dragoman.vocab.lexicon import Lexicon, load_lexicon
from dragoman.vocab.words import load_words

FLOOR = 0.3
"""The chance of naming an act from which a word is looked at."""

OPENING = 1500
"""Characters of a document's opening in which its letterhead stands."""


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
        name = f"{self.name}-{self.version}" if self.parser.nlp is not None else UNPARSED
        decider = Decider(self.grammar, self.judge, name=name)
        for number, scene, judged in self.verdicts(reading, standpoint=standpoint, heard=heard):
            yield from decider.decide(reading, number, scene, judged)

    def verdicts(
        self, reading: Reading, *, standpoint: str = "", floor: float = FLOOR, heard: Heard | None = None
    ) -> Iterator[tuple[int, Scene | None, Judged]]:
        """For each sentence that may tell an act: its number, its parse, what network and grammar make of its words.

        Words whose chance of naming an act lies below ``floor`` are passed over, unless the grammar has an act there.
        """
        home = standpoint or self.home(reading)
        proposer = Proposer(reading, self.network, self.gate, home=home, floor=floor)
        scenes = _Scenes(self, reading, home=home, heard=heard)
        for block in proposer.blocks():
            worth = frozenset(block.worth)
            held: list[tuple[int, Scene | None]] = []
            read: list[tuple[int, Sequence[Act], frozenset[int]]] = []
            parsed = block.worth if self.parser.nlp is not None else ()
            for number, scene in scenes.through(block.first, block.last, parsed):
                if number not in worth:
                    continue
                acts, taken = self.grammar.read(scene) if scene is not None else ((), frozenset())
                used = frozenset(scene.start + scene.tokens[n].idx for n in taken) if scene is not None else frozenset()
                read.append((number, acts, used))
                held.append((number, replace(scene, memory=scene.memory.copy()) if scene is not None else None))
            judged = proposer.judge(block, read)
            for number, scene in held:
                yield number, scene, judged[number]
                if scene is not None:
                    scene.forget()

    def scenes(
        self, reading: Reading, parsed: Sequence[int], *, home: str, heard: Heard | None = None
    ) -> Iterator[tuple[int, Scene | None]]:
        """The sentences of a reading in order, each with what is in mind when it comes; those of ``parsed`` parsed.

        A scene holds until the next is asked for.
        """
        scenes = _Scenes(self, reading, home=home, heard=heard)
        for number, scene in scenes.through(0, len(reading.sentences), parsed):
            yield number, scene
            if scene is not None:
                scene.forget()

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


class _Scenes:
    """Goes through the sentences of one reading in order and keeps in mind what they name."""

    def __init__(self, coder: Coder, reading: Reading, *, home: str, heard: Heard | None) -> None:
        self.coder = coder
        self.reading = reading
        self.heard = heard
        self.memory = Memory(speaking=home)
        self.actors = by_sentence(reading.sentences, reading.actors)
        self.dates = by_sentence(reading.sentences, reading.dates)

    def through(self, first: int, last: int, parsed: Sequence[int]) -> Iterator[tuple[int, Scene | None]]:
        """The sentences ``first`` to ``last`` (exclusive), those of ``parsed`` with their parse."""
        coder, reading, memory = self.coder, self.reading, self.memory
        docs = iter(coder.parser.parse(sentence_text(reading, reading.sentences[number]) for number in parsed))
        wanted = frozenset(parsed)
        for number in range(first, last):
            sentence = reading.sentences[number]
            memory.begin(number)
            if number not in wanted:
                remember_unparsed(memory, number, self.actors[number])
                yield number, None
                continue
            doc = next(docs)
            tokens = words_of(doc)
            text = reading.view.text[sentence.start : sentence.end]
            scene = Scene(
                doc,
                tokens,
                sentence.start,
                number,
                reading,
                memory,
                coder.vocab,
                place_mentions(tokens, sentence.start, self.actors[number]),
                place_mentions(tokens, sentence.start, self.dates[number]),
                happenings=name_happenings(tokens, text, coder.happenings, written=reading.document.written),
                personal=not coder.persons.isdisjoint([token.lower_ for token in tokens]),
                heard=self.heard,
            )
            remember(scene)
            if self.heard is not None and tokens:
                self.heard(Step(scene, tokens[0], "parsed"))
            yield number, scene
