"""A project as a person works with it: judge, compare two states, and ask why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dragoman import judgements as judging
from dragoman import manifest
from dragoman.errors import ConfigError, StoreError
from dragoman.lookup import Lookup
from dragoman.model import Dyad, Judgement
from dragoman.named import trace_person
from dragoman.project import Added, create
from dragoman.relation_view import RelationView, view_relation
from dragoman.why import Link, Tracer

if TYPE_CHECKING:
    from dragoman.relations.bins import By

__all__ = ["Added", "Workbench", "create"]


class Workbench(Lookup):
    """A project's folder, opened: ``add`` and ``run`` build it, the rest looks at what was built.

    Raises:
        ConfigError: the folder holds no ``dragoman.toml``, or one that cannot be meant.
    """

    # What people decided

    def judge(
        self, about: str, verdict: str, *, value: str = "", by: str = "", at: str, why: str = ""
    ) -> tuple[Judgement, ...]:
        """Writes down what a person decided; it is in force from the next run on.

        A judgement on an event is one on its accounts, because an event is only what its accounts make it: accepting
        or rejecting it does so with each, ``same`` and ``different`` join or part it from another event.

        Raises:
            ConfigError: the record is not known, the verdict does not fit it, or the value cannot be meant.
        """
        made = [
            judging.judge(one, verdict, value=other, by=by, at=at, why=why)
            for one, other in self._targets(about, verdict, value)
        ]
        for judgement in made:
            judging.append_judgement(self.judgements_path, judgement)
        return tuple(made)

    def _targets(self, about: str, verdict: str, value: str) -> list[tuple[str, str]]:
        """The pairs (record, value) that a judgement means."""
        if verdict == "undo":
            if about not in {judgement.id for judgement in self.judgement_log().judgements}:
                raise ConfigError(f"{about} is no judgement of this project")
            return [(about, value)]
        if verdict in ("accept", "reject"):
            return [(one, value) for one in self._accounts_meant(about, others=True)]
        names = self._names_meant(about)
        if names and verdict in judging.PAIRED:
            theirs = self._names_meant(value)
            if not theirs:
                raise ConfigError(f"{value or 'nothing'} is no name or person of this project")
            if verdict == "same":
                return [(names[0], theirs[0])]
            return [(one, other) for one in names for other in theirs]
        mine = self._accounts_meant(about)
        if verdict == "correct":
            if mine != [about]:
                raise ConfigError(f"{about} is an event; correct one of its accounts: {', '.join(mine)}")
            return [(about, value)]
        others = self._accounts_meant(value)
        if verdict == "same":
            return [(mine[0], others[0])]
        return [(one, other) for one in mine for other in others]

    def _names_meant(self, record_id: str) -> list[str]:
        """The written names that an id means: itself, or those of a person; none for another record."""
        with self.reader() as reader:
            persons = reader.persons()
        return [one.id for person in persons for one in person.variants if record_id in (person.id, one.id)]

    def _accounts_meant(self, record_id: str, *, others: bool = False) -> list[str]:
        """The accounts that an id means: itself, or those of an event; a reason or finding where ``others`` may be."""
        with self.reader() as reader:
            if reader.account(record_id) is not None:
                return [record_id]
            event = reader.event(record_id)
            if event is not None:
                return list(event.account_ids)
            known = reader.record_ids()
        if others and record_id in known:
            return [record_id]
        kinds = "account, event, reason or finding" if others else "account or event"
        raise ConfigError(f"{record_id or 'nothing'} is no {kinds} of this project")

    # What came out

    def relation(self, a: str, b: str) -> RelationView:
        """The history of two states' relation: series, phases, ruptures, reasons, what is disputed, what is covered.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: both names stand for one state.
        """
        one, other = self.state(a), self.state(b)
        if one == other:
            raise ConfigError(f"{a} and {b} are both {self.name(one)} ({one}): a relation is between two states")
        by = cast("By", self.config.relate.bin)
        reasons = self.reasons()
        with self.reader() as reader:
            return view_relation(
                Dyad.of(one, other),
                reader.events(between=(one, other)),
                reasons=reasons,
                conflicts=reader.conflicts(),
                documents={document.id: document for document in reader.documents(texts=False)},
                standpoints=reader.standpoints(),
                spoken=reader.spoken(),
                by=by,
            )

    def coverage(self, a: str, b: str) -> dict[str, Any]:
        """Which years the sources speak of for two states: "no event" and "no source" are different things."""
        return self.relation(a, b).coverage

    def why(self, record_id: str) -> Link:
        """The chain from a record to its words, its citation and the run that made it.

        Raises:
            ConfigError: there is no record of that id.
        """
        with self.reader() as reader:
            tracer = Tracer(reader, self.judgement_log().judgements, self.name)
            dyad, at, span = record_id.partition("@")
            if not at:
                return trace_person(tracer, reader, record_id) or tracer.trace(record_id)
            relation = self.relation(*dyad.split("-", 1)) if "-" in dyad else None
            for rupture in relation.ruptures if relation else ():
                if rupture.window == span:
                    return tracer.turn("rupture", record_id, f"{rupture.direction} in {span}", rupture.event_ids)
            for phase in relation.phases if relation else ():
                if phase.span == span:
                    return tracer.turn("phase", record_id, f"{phase.label} in {span}", phase.event_ids)
        raise ConfigError(
            f"{record_id}: there is no such phase or rupture (write DYAD@SPAN, as ALB-SUN@1960/1961-12-03)"
        )

    def dossier(self, a: str, b: str, out: Path | None = None) -> tuple[Path, ...]:
        """Writes the dossier of a relation, as HTML and as Markdown, into ``out`` (by default ``exports/``).

        Raises:
            StoreError: the folder cannot be written.
        """
        from dragoman.dossier import compose, write_html, write_markdown

        relation = self.relation(a, b)
        with self.reader() as reader:
            run = self.current_run(reader)
            found = compose(
                relation.found,
                relation.events,
                self.accounts(),
                tuple(reader.documents()),
                reader.sources(),
                relation.reasons,
                relation.conflicts,
                self.findings(),
                self.name,
                manifest.run_facts(run),
            )
        folder = out or self.exports
        paths = (folder / f"{relation.dyad}.html", folder / f"{relation.dyad}.md")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            paths[0].write_text(write_html(found), encoding="utf-8")
            paths[1].write_text(write_markdown(found), encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written: {error.strerror or error}") from error
        return paths
