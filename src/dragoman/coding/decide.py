"""Which way to take each word that may name an act, and the account it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.coding.assemble import assemble
from dragoman.coding.context import contexts_of
from dragoman.coding.grammar import Act, Grammar, Own
from dragoman.coding.judge import Features, Judge, features_of_act, is_of_date
from dragoman.coding.magnitude import magnitudes_of, place_of
from dragoman.coding.network import Verdict
from dragoman.coding.propose import Judged
from dragoman.coding.scene import Scene, Token
from dragoman.coding.seen import Seen
from dragoman.coding.speaker import AUTHOR
from dragoman.coding.trace import Outcome, Step
from dragoman.coding.weigh import (
    Parts,
    Word,
    date_of_verdict,
    is_plain,
    is_told_by_its_words,
    parts_of,
    parts_of_act,
)
from dragoman.coding.weigh_features import features_of_date, features_of_verdict
from dragoman.model.reading import Account, Party, Status
from dragoman.model.text import Reading

UNPARSED = "network-1 (no parser)"
"""What accounts name as their coder when no parser was there."""


SURER = 3.0
"""How many times as sure an account must be to stand for one of its words that differs in status alone."""

TWICE_AS_SURE = 2.0
"""How many times as sure it must be to stand for another act of the same sides, told in words they share."""


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


Key = tuple[str, Status, frozenset[str], frozenset[str]]
"""What an account tells: type, status, the states that act, those acted upon."""


class Decider:
    """Weighs the ways to take a word, keeps the likelier, and makes the account; keeps no state."""

    def __init__(self, grammar: Grammar, judge: Judge, *, name: str) -> None:
        self.grammar = grammar
        self.judge = judge
        self.name = name

    def decide(self, reading: Reading, number: int, scene: Scene | None, judged: Judged) -> Iterator[Candidate]:
        """What one sentence may tell, one candidate for each act and pair of sides, in text order."""
        seen = judged.seen
        found: dict[Key, Candidate] = {}
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
            if not self.judge.gives(features, confidence):
                _tell(scene, token, "unlikely", word, features=features)
                continue
            account = self._account(reading, number, scene, token, parts, acts=word.acts, confidence=confidence)
            key = (account.event_type, account.status, _states(account.actors), _states(account.recipients))
            twice = [one for one in found if _same(one, key) or _misread(account, found[one].account)]
            if self.judge.cut > 0:
                twice += [one for one in found if one not in twice and _by_same_words(account, found[one].account)]
            if any(found[one].account.confidence >= account.confidence for one in twice):
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
            for one in twice:
                del found[one]
            found[key] = Candidate(account, features, rivals)
            _tell(scene, token, "account", word, account=account, features=features)
        yield from sorted(found.values(), key=Candidate.order)

    def _ways(
        self, seen: Seen, scene: Scene | None, word: Word, verdict: Verdict, own: Own | None
    ) -> list[tuple[Parts, dict[str, float]]]:
        """The ways to take a word: as the network has it, and as the grammar has it if it has an act of this word.

        Where the grammar dates what the network found, the network's own date is a way too.
        """
        ways = []
        parts = parts_of(seen, word, verdict, own)
        if parts is not None:
            features = features_of_verdict(word, verdict, parts)
            ways.append((parts, features))
            date, how = date_of_verdict(word.options, verdict)
            if date != parts.date:
                other = replace(parts, date=date, how=how)
                kept = {name: value for name, value in features.items() if not is_of_date(name)}
                ways.append((other, {**kept, **features_of_date(word, verdict, other), "network date": 1.0}))
        for act in word.acts if word.exact else ():
            told = parts_of_act(seen, word, act)
            if told is not None and scene is not None:
                same = parts is not None and parts.event_type == told.event_type
                if (same and is_plain(act)) or is_told_by_its_words(act):
                    ways.clear()  # both sides stand in the clause by name: the grammar knows who does it to whom
                ways.append((told, {**features_of_verdict(word, verdict, told), **features_of_act(scene, act)}))
        return ways

    def _confidence(self, word: Word, features: Features) -> float:
        """The chance that an account is right; a line of the user's own lexicon is taken at its word."""
        own = [
            act.frame.weight
            for act in word.acts
            if act.frame in self.grammar.lexicon.added and "by grammar" in features
        ]
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
            coder=self.name,
        )


def _same(one: Key, other: Key) -> bool:
    """Do two words of a sentence tell the same: between the same sides, or once of both states as acting together?"""
    if one[:2] != other[:2]:
        return False
    return one[2:] == other[2:] or ((not one[3] or not other[3]) and one[2] | one[3] == other[2] | other[3])


def _misread(one: Account, other: Account) -> bool:
    """Do they differ in status alone, one ``SURER`` times as sure, its words within those of the other?

    "It broke off relations, so that nobody was left": the second verb read as a breach that was not.
    """
    weak, strong = sorted((one, other), key=lambda account: account.confidence)
    return (
        weak.event_type == strong.event_type
        and weak.status != strong.status
        and (_states(weak.actors), _states(weak.recipients)) == (_states(strong.actors), _states(strong.recipients))
        and weak.evidence.start <= strong.evidence.start
        and strong.evidence.end <= weak.evidence.end
        and strong.confidence >= SURER * weak.confidence
    )


def _by_same_words(one: Account, other: Account) -> bool:
    """Are both told as done by the same states to the same, in words they share, one ``TWICE_AS_SURE`` times as sure?

    "They announced the withdrawal of their specialists": a withdrawal, hardly help with specialists as well.
    """
    weak, strong = sorted((one, other), key=lambda account: account.confidence)
    sides = [(_states(each.actors), _states(each.recipients)) for each in (one, other)]
    mutual = not all(recipients for _, recipients in sides)
    return (
        one.status == other.status == "asserted"
        and (sides[0] == sides[1] or (mutual and sides[0][0] | sides[0][1] == sides[1][0] | sides[1][1]))
        and one.evidence.start < other.evidence.end
        and other.evidence.start < one.evidence.end
        and strong.confidence >= TWICE_AS_SURE * weak.confidence
    )


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
