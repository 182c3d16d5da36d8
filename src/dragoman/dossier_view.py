"""The dossier of a project's relation: gathered, composed, cited, and written to files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman import manifest
from dragoman.coding_rows import MACHINE
from dragoman.errors import StoreError
from dragoman.model import Account, Reason
from dragoman.store import Run

if TYPE_CHECKING:
    from dragoman.dossier import Appendix, Dossier, Plan
    from dragoman.judgements import Rulings
    from dragoman.lookup import Lookup
    from dragoman.mentions.actors import Spotter
    from dragoman.relation_view import RelationView
    from dragoman.vocab.actors import Authority

PLAIN = ("html", "md")
"""The formats that are written unless others are asked for: they need nothing beside Dragoman."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The files of a dossier, in the order of the formats asked for, and the style in which it cites ("" for none)."""

    paths: tuple[Path, ...]
    style: str


def write_dossier(
    project: Lookup, relation: RelationView, out: Path, *, to: Sequence[str] = PLAIN, plan: Plan | None = None
) -> Written:
    """Writes the dossier of a relation into a folder, a file for each format.

    Raises:
        ConfigError: a format, part or style is unknown, or the program that a format needs is not installed.
        StoreError: the folder cannot be written.
    """
    from dragoman.dossier import formats

    for one in to:
        formats.need(one)
    found, style = compose_dossier(project, relation, plan)
    paths = [out / f"{relation.dyad}{formats.suffix(one)}" for one in to]
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, one in zip(paths, to, strict=True):
            path.write_bytes(formats.write(found, one))
    except OSError as error:
        raise StoreError(f"{out}: cannot be written: {error.strerror or error}") from error
    return Written(paths=tuple(paths), style=style)


def compose_dossier(project: Lookup, relation: RelationView, plan: Plan | None = None) -> tuple[Dossier, str]:
    """The dossier of a relation as a plan has it, and the style in which it cites ("" where pandoc is absent).

    Without pandoc notes and bibliography are written plainly, and the methods appendix says so.

    Raises:
        ConfigError: the plan's style is unknown, or it remarks on a record of which the dossier says nothing.
    """
    from dragoman.dossier import Plan, compose, pandoc
    from dragoman.dossier.citing import cite, tell_style
    from dragoman.dossier.plan import DEFAULT_STYLE
    from dragoman.dossier.styles import find_style

    plan = plan or Plan()
    style = None
    if plan.style != DEFAULT_STYLE or pandoc.has_pandoc():
        style = find_style(plan.style)
        pandoc.need(f"the citation style {plan.style}")
    disputed = project.standings([event for event in relation.events if event.standing in ("contested", "denied")])
    accounts = _accounts(project, relation)
    rulings = project.rulings()
    appendix = _appendix(project, rulings)
    with project.reader() as reader:
        telling = {one.document_id for one in accounts} | {one.document_id for one in relation.reasons}
        documents = tuple(reader.documents_of(telling).values())
        found = compose(
            relation.found,
            relation.events,
            accounts,
            documents,
            tuple(reader.sources_of(one.source_id for one in documents).values()),
            relation.reasons,
            relation.conflicts,
            project.findings(),
            project.name,
            manifest.run_facts(project.current_run(reader), last=_last(reader.runs())),
            [standing for held in disputed.fields.values() for standing in held],
            relation.borrowings,
            plan=plan,
            read=reader.count_documents(),
            checked=_checked(rulings, accounts),
            third=_third_states(project, relation),
            appendix=replace(appendix, notes=tell_style(style)) if style else appendix,
        )
    return (cite(found, style), style.name) if style else (found, "")


def _last(runs: Sequence[Run]) -> Run | None:
    """The run that made what the database holds."""
    return next((one for one in reversed(runs) if one.finished), None)


def _accounts(project: Lookup, relation: RelationView) -> tuple[Account, ...]:
    """Where the words are looked up: the accounts of the events, where these are grouped as in the project."""
    if relation.span.as_of:
        return project.accounts()
    with project.reader() as reader:
        told = reader.accounts_of(event.id for event in relation.events)
    return project.rulings().judged(told, min_confidence=project.config.code.min_confidence)


def _checked(rulings: Rulings, accounts: Sequence[Account]) -> frozenset[str]:
    """The ids of the records that a person accepted, corrected or coded by hand."""
    by_hand = {account.id for account in accounts if rulings.is_by_hand(account)}
    return frozenset(rulings.accepted | {about for about, _, _ in rulings.corrections} | by_hand)


def _third_states(project: Lookup, relation: RelationView) -> Any:
    """What finds the states other than the two that a reason's sentence names, in the order of the text."""
    own = (relation.dyad.a, relation.dyad.b)

    def third(reason: Reason) -> tuple[str, ...]:
        words = f"{reason.cause.quote} . {reason.effect.quote}"
        named = (mention.state for mention in _spotter(project.authority).spot(words))
        return tuple(dict.fromkeys(state for state in (*reason.parties, *named) if state and state not in own))

    return third


@lru_cache(maxsize=2)
def _spotter(authority: Authority) -> Spotter:
    """Made once for each list of actors: that takes most of a second."""
    from dragoman.mentions.actors import Spotter

    return Spotter(authority)


def _appendix(project: Lookup, rulings: Rulings) -> Appendix:
    from dragoman.dossier import Appendix

    log = project.judgement_log().judgements
    verdicts = Counter(judgement.verdict for judgement in log)
    coded = Counter(coding.coder for coding in project.coding_log().codings if coding.event_type)
    judged = [(f"Judgements in the whole project: {verdict}", verdicts[verdict]) for verdict in sorted(verdicts)]
    judged += [(f"Events coded by hand in the whole project: {coder}", coded[coder]) for coder in sorted(coded)]
    return Appendix(
        settings=tuple(_flat(asdict(project.config), "")),
        judged=tuple(judged),
        agreement=(*_agreement(rulings), *_between_coders(project, rulings)),
        skipped=tuple((", ".join(filter(None, (one.path, one.place))), one.why) for one in project.skipped()),
    )


def _agreement(rulings: Rulings) -> Iterator[str]:
    """How often people upheld what the machine had coded, of the accounts that they judged."""
    corrected = {about for about, _, _ in rulings.corrections if about.startswith("acc_")}
    rejected = {about for about in rulings.rejected if about.startswith("acc_")}
    upheld = {about for about in rulings.accepted if about.startswith("acc_")} - corrected
    judged = len(upheld) + len(corrected) + len(rejected)
    if not judged:
        yield "Nobody has judged an account of this project: how far people agree with the machine is not known."
        return
    yield (
        f"Of the accounts that people judged in the whole project ({judged}), {len(upheld)} were accepted as coded, "
        f"{len(corrected)} corrected and {len(rejected)} rejected. They were not drawn by chance, so this is no "
        "estimate for the others."
    )


def _between_coders(project: Lookup, rulings: Rulings) -> Iterator[str]:
    """How far those who coded by hand agree with one another and with the machine."""
    for first, second in combinations((*rulings.hands, MACHINE), 2):
        found = {field: project.agree(first, second, field=field) for field in ("presence", "event_type")}
        told = [
            f"{label} α = {found[field].found.alpha.value:.2f} ({found[field].found.percent.value:.0%} alike)"
            for field, label in (("presence", "whether an act is told"), ("event_type", "its type"))
            if found[field].found.alpha.value is not None and found[field].found.percent.value is not None
        ]
        if told:
            read = found["presence"].read
            yield f"{first} and {second} have both read {read} sentences; they agree on {' and on '.join(told)}."


def _flat(value: Any, prefix: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key in sorted(value):
            yield from _flat(value[key], f"{prefix}.{key}" if prefix else str(key))
    elif isinstance(value, list | tuple):
        if value:
            yield prefix, ", ".join(str(one) for one in value)
    elif value not in ("", None):
        yield prefix, str(value)
