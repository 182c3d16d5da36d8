"""Why each word of a sentence did or did not become an account, as the coder itself took its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from dragoman.coding.clause import SUBJECTS
from dragoman.coding.coder import FLOOR, Coder
from dragoman.coding.explain_words import demands, feature_words, outcome_words, side_words
from dragoman.coding.explained import Act, Clause, Explained, Line, Named, Weighed
from dragoman.coding.formal_accounts import complete
from dragoman.coding.gate import CARRY
from dragoman.coding.kind import frames_of, holding
from dragoman.coding.parties import FOLLOWED, Side, single
from dragoman.coding.scene import Scene, Token, children
from dragoman.coding.status import status_of
from dragoman.coding.trace import Step
from dragoman.coding.when import nearest_date
from dragoman.model.reading import Account
from dragoman.model.text import Reading
from dragoman.vocab.frames import Frame

WEIGHTIEST = 6
"""Features shown of each confidence: those that moved it most."""

CLAUSES = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "parataxis", "csubj", "pcomp"})
"""Dependencies that open a clause."""


def explain_coding(
    coder: Coder, reading: Reading, *, standpoint: str = "", left_out: Callable[[Account], str] = lambda account: ""
) -> Iterator[Explained]:
    """Each sentence of a reading, in order, with the steps of its coding; it is coded as :meth:`Coder.code` does.

    ``left_out`` says why an account is left out after all, "" where it is not.
    """
    listener = _Listener(coder)
    candidates = coder.candidates(reading, standpoint=standpoint, heard=listener.hear)
    accounts = tuple(complete(reading, (one.account for one in candidates)))
    for number in range(len(reading.sentences)):
        yield _explained(coder, reading, number, listener, accounts=accounts, left_out=left_out)


class _Listener:
    """Takes from each step what it says, while its sentence is still in mind."""

    def __init__(self, coder: Coder) -> None:
        self.coder = coder
        self.clauses: dict[int, tuple[Clause, ...]] = {}
        self.resolved: dict[int, tuple[Named, ...]] = {}
        self.acts: dict[int, list[Act]] = {}

    def hear(self, step: Step) -> None:
        scene = step.scene
        if step.outcome == "parsed":
            self.clauses[scene.number] = tuple(_clauses(scene))
            self.resolved[scene.number] = tuple(_resolved(scene))
            return
        act = self._act(step)
        if act is not None:
            self.acts.setdefault(scene.number, []).append(act)

    def _act(self, step: Step) -> Act | None:
        scene, token, lexicon = step.scene, step.token, self.coder.lexicon
        known = frames_of(token, lexicon)
        if step.outcome == "no frame" and not known and token.pos_ != "VERB":
            return None
        hold = holding(
            token,
            lexicon,
            is_actor=lambda one: bool(single(scene, one)),
            is_name=lambda one: scene.mention(one) is not None,
        )
        others = tuple(_line(one) for one in (hold or known) if one is not step.frame)
        why = outcome_words(step.outcome, known=bool(known), no_act=bool(hold and not hold[0].event_type))
        act = Act(
            word=token.text,
            start=scene.reading.view.original(scene.start + token.idx),
            outcome=step.outcome,
            why=why,
            frame=_line(step.frame) if step.frame is not None else None,
            others=others,
        )
        if step.roles is not None:
            act = replace(
                act,
                actors=tuple(_side(one) for one in step.roles.actors),
                recipients=tuple(_side(one) for one in step.roles.recipients),
            )
        if step.features:
            judge = self.coder.judge
            act = replace(act, confidence=round(judge.confidence(step.features), 3), features=self._weighed(step))
        if step.account is None:
            return act
        return replace(
            act,
            status=step.account.status,
            status_from=tuple(_status_from(self.coder, step, step.account)),
            speaker=step.account.speaker,
            cited=step.account.cited,
            date=step.account.date,
            date_how=step.account.date_how,
            date_from=_date_words(scene, token, step.account),
            account=step.account.id,
        )

    def _weighed(self, step: Step) -> tuple[Weighed, ...]:
        weights = self.coder.judge.weights_for(step.features)
        moved = [(name, weights.get(name, 0.0) * value) for name, value in step.features.items() if name != "bias"]
        moved = sorted((one for one in moved if one[1]), key=lambda one: (-abs(one[1]), one[0]))[:WEIGHTIEST]
        return tuple(Weighed(feature=name, words=feature_words(name), weight=round(by, 2)) for name, by in moved)


def _explained(
    coder: Coder,
    reading: Reading,
    number: int,
    listener: _Listener,
    *,
    accounts: tuple[Account, ...],
    left_out: Callable[[Account], str],
) -> Explained:
    sentence = reading.sentences[number]
    low, high = reading.view.span(sentence.start, sentence.end)
    words = reading.document.text[low:high]
    here = {one.id: one for one in accounts if low <= one.evidence.start < high}
    found = sorted(listener.acts.get(number, ()), key=lambda one: one.start)
    acts = tuple(_settled(act, here, left_out) if act.outcome == "account" else act for act in found)
    told = {act.account for act in acts}
    parsed = number in listener.clauses
    return Explained(
        number=number + 1,
        sentence=words,
        start=low,
        parsed=parsed,
        why="" if parsed else _why_not(coder, reading, number),
        carried=reading.focus[number],
        mentions=tuple(_mentions(reading, number)) + listener.resolved.get(number, ()),
        dates=tuple(_dates(reading, number)),
        clauses=listener.clauses.get(number, ()),
        acts=acts,
        others=tuple(one for one in here.values() if one.id not in told and not left_out(one)),
    )


def _settled(act: Act, here: Mapping[str, Account], left_out: Callable[[Account], str]) -> Act:
    """The act as it ended: its account given, dated by the words beside the clauses, or left out after all."""
    account = here.get(act.account)
    if account is None:
        return replace(act, outcome="told twice", why=outcome_words("told twice"))
    act = replace(act, date=account.date, date_how=account.date_how)
    why = left_out(account)
    return replace(act, outcome="left out", why=why) if why else act


def _why_not(coder: Coder, reading: Reading, number: int) -> str:
    """Why a sentence was not worth a parse."""
    sentence = reading.sentences[number]
    if coder.parser.nlp is None:
        return f"there is {coder.parser.name}: the act network alone was asked"
    if any(one.id == sentence.passage_id and one.kind == "heading" for one in reading.passages):
        return "it is a heading: it names what is told below it"
    if coder.gate.in_reach(reading.sentences, reading.actors, home=coder.home(reading))[number]:
        return f"no word that can name an act stands in it: the network gives none a chance of {FLOOR}"
    first = reading.sentences[max(0, number - CARRY)].start
    reach = sorted({one.state for one in reading.actors if first <= one.start < sentence.end and one.state})
    return f"two states must be named in it or in the {CARRY} sentences before; named are: {', '.join(reach) or 'none'}"


def _mentions(reading: Reading, number: int) -> Iterator[Named]:
    sentence = reading.sentences[number]
    for one in reading.actors:
        if sentence.start <= one.start < sentence.end:
            how = f"{one.how}; may be {', '.join(one.candidates)}" if one.candidates and not one.state else one.how
            yield Named(words=one.text, means=one.id, state=one.state, kind=one.kind, how=how)


def _dates(reading: Reading, number: int) -> Iterator[Named]:
    sentence = reading.sentences[number]
    for one in reading.dates:
        if sentence.start <= one.start < sentence.end:
            yield Named(words=one.text, means=one.value or "", kind=one.kind, how=one.how)


def _resolved(scene: Scene) -> Iterator[Named]:
    """Pronouns and nouns that stand for an actor without naming one, as far as the text before tells."""
    for token in scene.tokens:
        if scene.mention(token) is None and token.pos_ in ("PRON", "NOUN", "DET"):
            for side in single(scene, token):
                yield replace(_side(side), kind="pronoun" if token.pos_ == "PRON" else "noun")


def _clauses(scene: Scene) -> Iterator[Clause]:
    for head in scene.tokens:
        is_verb = head.pos_ in ("VERB", "AUX")
        if head.dep_ == "ROOT" or (is_verb and head.dep_ in CLAUSES | {"conj"}):
            inner = {
                one.i
                for child in head.subtree
                if child.i != head.i and child.pos_ in ("VERB", "AUX") and child.dep_ in CLAUSES | {"conj"}
                for one in child.subtree
            }
            own = [one for one in head.subtree if one.i not in inner and not one.is_space]
            words = " ".join(one.text for one in own if one.dep_ != "punct")
            kind = _clause_kind(head)
            yield Clause(head=head.text, kind=kind, words=words)


def _clause_kind(head: Token) -> str:
    if head.dep_ == "conj" and not any(child.dep_ in SUBJECTS for child in children(head)):
        return "conj, with the subject of the clause before"
    return str(head.dep_)


def _line(frame: Frame) -> Line:
    return Line(
        demands=demands(frame), event_type=frame.event_type, mode=frame.fine, file=frame.file, weight=frame.weight
    )


def _side(side: Side) -> Named:
    kind = "" if side.how != FOLLOWED or side.end else "unspoken"
    return Named(
        words=side.party.text, means=side.party.id, state=side.party.state, kind=kind, how=side_words(side.how)
    )


def _status_from(coder: Coder, step: Step, account: Account) -> Iterator[str]:
    """The words that settle whether the act happened, the innermost first; none for what is simply told."""
    said: list[tuple[Token, str]] = []
    settled = status_of(step.token, coder.grammar.operators, said)
    for word, effect in said:
        yield _status_words(coder, word, effect)
    if settled == "asserted" and step.frame is not None and step.frame.status:
        yield f"{step.token.text}: {step.frame.status} ({step.frame.file})"
    elif settled == "planned" and account.status == "asserted":
        yield "yet its date lies before the time of writing: what came, not what was planned"


def _status_words(coder: Coder, word: Token, effect: str) -> str:
    """The word that gave a status, with the file of the lexicon that says so or the small words beside it."""
    pos = "verb" if word.pos_ in ("VERB", "AUX") else "noun"
    lemma = word.lemma_.lower()
    files = sorted({one.file for one in coder.lexicon.operators if (one.lemma, one.pos) == (lemma, pos)})
    small = [child.text for child in children(word) if child.dep_ in ("neg", "mark") or child.tag_ == "MD"]
    if files and not small:
        return f"{word.text}: {effect} ({', '.join(files)})"
    return f"{' '.join([*small, word.text])}: {effect}"


def _date_words(scene: Scene, token: Token, account: Account) -> str:
    """The words of the date that an account bears, "" where they stand elsewhere."""
    known = scene.happenings.get(token.i)
    if account.date_how == "anchored" and known is not None and known.date == account.date:
        return str(token.text)
    nearest = nearest_date(scene, token) if account.date and account.date_how != "carried" else None
    return nearest.text if nearest is not None else ""
