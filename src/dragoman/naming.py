"""The names of a whole corpus: joined to persons, and what that tells each document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.judgements import Rulings
from dragoman.mentions.name_join import Bearer, JoinRules, join_names, name_id
from dragoman.model.name import JoinedName, NamedPerson, NameUse
from dragoman.vocab.actors import Authority
from dragoman.vocab.name_words import load_name_words


def join_corpus(uses: Iterable[NameUse], authority: Authority, rulings: Rulings) -> tuple[NamedPerson, ...]:
    """The persons whom the documents name, with the authority list and people's judgements in force."""
    numbers = {state.id: frozenset(state.cow) for state in authority.states()}
    nothing: frozenset[int] = frozenset()

    def is_one_state(one: str, other: str) -> bool:
        # States that went on as one keep their Correlates of War number: the Russian Empire, the Soviet Union, Russia.
        return one == other or bool(numbers.get(one, nothing) & numbers.get(other, nothing))

    rules = JoinRules(
        same=rulings.same,
        different=rulings.different,
        is_one_state=is_one_state,
        common=frozenset(word.casefold() for word in load_name_words().weak_surnames),
    )
    return rulings.called(join_names(uses, _bearers(authority), rules))


def _bearers(authority: Authority) -> Iterator[Bearer]:
    for actor in authority:
        if actor.kind == "person":
            others = (name.text for name in actor.names if name.form != "surname" and " " in name.text)
            names = tuple(dict.fromkeys((actor.name, *others)))
            yield Bearer(id=actor.id, names=names, state=authority.state_of(actor.id))


def tell_documents(
    uses: Iterable[NameUse], persons: Sequence[NamedPerson], authority: Authority
) -> dict[str, tuple[JoinedName, ...]]:
    """What the corpus tells each document, by its id: of the names in it that it does not explain itself.

    A document that says of somebody whose person that is, is told nothing of that name: its own words come first.
    """
    by_variant = {variant.id: (person, variant) for person in persons if not person.why for variant in person.variants}
    told: dict[str, list[JoinedName]] = {}
    for use in uses:
        person, variant = by_variant.get(name_id(use.form, use.state), (None, None))
        if use.actor or use.state or use.candidates or use.start is None or person is None or variant is None:
            continue
        if person.actor in authority:
            one = JoinedName(form=use.form, id=person.actor, state="", reason=variant.reason)
        elif person.state:
            one = JoinedName(form=use.form, id=f"name:{person.name}", state=person.state, reason=variant.reason)
        else:
            continue
        told.setdefault(use.document_id, []).append(one)
    return {document: tuple(sorted(names, key=lambda one: one.form)) for document, names in told.items()}
