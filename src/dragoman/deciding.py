"""What people decide about a project's records: written down, listed, merged, and what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dragoman.errors import ConfigError, MeanwhileError
from dragoman.ids import content_id
from dragoman.judgement_file import Merged, append_judgement, merge_judgements
from dragoman.judgements import PAIRED, Rulings, rule
from dragoman.meant import Meant
from dragoman.model import Judgement
from dragoman.plain import plain
from dragoman.replay import replay
from dragoman.review import FILE_NAME, Place, read_place, write_place
from dragoman.store.lock import WriteLock

if TYPE_CHECKING:
    from dragoman.effects import Changes
    from dragoman.suggestions import Suggestion

PATIENCE = 10.0
"""Seconds that a judgement waits for another that is being written down."""

State = Literal["in force", "undone", "overruled", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A judgement and what has become of it.

    It is ``in force``, ``undone``, ``overruled`` by the later judgements ``by`` (of a correction perhaps only in
    ``fields``), or ``lost``: about a record that the last run did not make; then it is kept, and holds again when the
    record is back. ``contradicts`` says that another person overruled it.
    """

    judgement: Judgement
    state: State
    by: tuple[Judgement, ...] = ()
    fields: tuple[str, ...] = ()
    contradicts: bool = False

    def to_json(self) -> dict[str, Any]:
        """As ``dragoman judgements --json`` prints it."""
        return {
            **plain(self.judgement),
            "state": self.state,
            "overruled_by": [one.id for one in self.by],
            "fields": list(self.fields),
            "contradicted": self.contradicts,
        }


class Deciding(Meant):
    """A project's folder, opened, to be judged."""

    def judge(
        self,
        about: str,
        verdict: str,
        *,
        value: str = "",
        by: str = "",
        at: str,
        why: str = "",
        version: str | None = None,
    ) -> tuple[Judgement, ...]:
        """Writes down what a person decided; it is in force from the next run on.

        ``about`` is an account, event, reason, finding, name or person; ``verdict`` is accept, reject (or "wrong"),
        correct (or "corrected-to"), same, different or undo. An event is what its accounts make it: accepting or
        rejecting it does so with each, ``same`` and ``different`` join or part it from another. A correction of an
        event stands with its most explicit account, and holds for whatever event this account comes to tell of. ``add``
        is about a document: its value (``additions.write_addition``) is an account that was not coded.

        ``version`` is that of the record (``version``) when the person looked at it: nothing is written if somebody has
        decided about it since.

        Raises:
            ConfigError: the record is not known, the verdict does not fit it, or the value cannot be meant.
            MeanwhileError: it is not of that version any more.
            StoreError: the file cannot be written.
        """
        made = self.made(about, verdict, value=value, by=by, at=at, why=why)
        with WriteLock(self.judgements_path, patience=PATIENCE):
            if version is not None and version != self.version(about):
                raise MeanwhileError(f"{about} was judged by somebody else since it was looked at; nothing was written")
            for judgement in made:
                append_judgement(self.judgements_path, judgement)
        return made

    def version(self, about: str) -> str:
        """What has been decided about a record so far, as a short word: another as soon as anybody decides about it.

        What is decided of the accounts of an event, or of the names of a person, is decided of it.
        """
        return content_id("ver", [one.id for one in self.decided_about(about)])

    def decided_about(self, about: str) -> tuple[Judgement, ...]:
        """All judgements on a record, on its accounts or names, and what undid them, as they stand in the file."""
        meant = {about, *(self.names_meant(about) or self._event_accounts(about))}
        found: list[Judgement] = []
        for one in self.judgement_log().judgements:
            if one.about in meant or (one.verdict in PAIRED and one.value in meant):
                meant.add(one.id)
                found.append(one)
        return tuple(found)

    def _event_accounts(self, record_id: str) -> tuple[str, ...]:
        with self.reader() as reader:
            event = reader.event(record_id)
        return event.account_ids if event is not None else ()

    def judgements(self) -> tuple[Decided, ...]:
        """All judgements in the order of their time, each once, and what has become of it."""
        log = self.judgement_log().judgements
        found = replay(log)
        lost = {one.id for one in self.unknown_judgements()} if self.database.is_file() else set()
        undone = {one.id for one in found.undone}
        overruled = {one.judgement.id: one for one in found.overruled}
        standing = {one.id for one in found.standing}
        listed = []
        for judgement in {one.id: one for one in found.ordered}.values():
            over = overruled.get(judgement.id)
            state: State = "in force"
            if judgement.id in undone and judgement.id not in standing:
                state, over = "undone", None
            elif over is not None and judgement.id not in standing:
                state = "overruled"
            elif judgement.id in lost:
                state = "lost"
            listed.append(
                Decided(
                    judgement=judgement,
                    state=state,
                    by=over.by if over else (),
                    fields=over.fields if over else (),
                    contradicts=bool(over and over.is_contradiction),
                )
            )
        return tuple(listed)

    def merge_judgements(self, *paths: str | Path) -> Merged:
        """Takes in the judgements of other people's files: what was added, and the lines that hold none.

        All are kept, also those that contradict one another; ``judgements`` tells which later one counts.

        Raises:
            StoreError: a file is absent, or cannot be read or written.
        """
        return merge_judgements(self.judgements_path, [Path(path) for path in paths])

    def last_judgement(self, by: str) -> Judgement | None:
        """The latest judgement of a person that is in force."""
        standing = replay(self.judgement_log().judgements).standing
        return next((one for one in reversed(standing) if one.by == by), None)

    def suggestions(self, *, between: tuple[str, str] | None = None) -> tuple[Suggestion, ...]:
        """What is still to be judged, of two states or of all, what would change the history most first.

        The order is that of uncertainty times weight (``suggestions.suggest``).

        Raises:
            ActorNameError: a name stands for no state, or for several.
        """
        from dragoman.suggestions import Material, suggest

        rulings = self.rulings()
        events = self.events(between=between)
        wanted = {account_id for event in events for account_id in event.account_ids}
        accounts = tuple(one for one in self.accounts() if not between or one.id in wanted)
        with self.reader() as reader:
            borrowings = reader.borrowings()
        material = Material(
            accounts=accounts,
            events=events,
            conflicts=self.conflicts(),
            reasons=self.reasons(),
            persons=() if between else self.names(),
            rulings=rulings,
            borrowings=borrowings,
        )
        return suggest(material)

    def review_place(self) -> Place:
        """Where the review of this project stopped."""
        return read_place(self.folder / FILE_NAME)

    def keep_review_place(self, place: Place) -> None:
        """Writes down where the review stopped.

        Raises:
            StoreError: the file cannot be written.
        """
        write_place(self.folder / FILE_NAME, place)

    def changes(self, *judgement_ids: str) -> Changes:
        """What judgements change downstream: the records as they are with them, beside those without.

        Raises:
            ConfigError: there is no judgement of such an id.
        """
        found = self.changes_at_once(*judgement_ids)
        assert found is not None  # without a bound all is looked at
        return found

    def changes_at_once(self, *judgement_ids: str, most: int | None = None) -> Changes | None:
        """The same; None where all accounts must be looked at for it, and there are more than ``most``.

        Raises:
            ConfigError: there is no judgement of such an id.
        """
        from dragoman.settling import current_basis

        log = self.judgement_log().judgements
        unknown = sorted(set(judgement_ids) - {one.id for one in log})
        if unknown:
            raise ConfigError(f"{unknown[0]} is no judgement of this project")
        if most is not None:
            # Beside those under which the events stand: others may wait for a run.
            with self.reader() as reader:
                basis = current_basis(reader, self.plan())
            if basis is not None and {one.id for one in basis.judgements} >= set(judgement_ids):
                log = basis.judgements
        return self._compared([one for one in log if one.id not in judgement_ids], log, most=most)

    def preview(self, about: str, verdict: str, *, value: str = "", by: str = "", at: str) -> Changes:
        """What a judgement would change downstream; it is not written down.

        Raises:
            ConfigError: the record is not known, the verdict does not fit it, or the value cannot be meant.
        """
        log = self.judgement_log().judgements
        found = self._compared(log, [*log, *self.made(about, verdict, value=value, by=by, at=at, why="")])
        assert found is not None  # without a bound all is looked at
        return found

    def _compared(
        self, before: Sequence[Judgement], after: Sequence[Judgement], *, most: int | None = None
    ) -> Changes | None:
        from dragoman.effects import compare
        from dragoman.settling import current_basis, rulings_of

        with self.reader() as reader:
            rulings = self._ruled(before), self._ruled(after)
            basis = current_basis(reader, self.plan())
            if basis is not None and rulings_of(basis) not in rulings:
                basis = None
            return compare(reader, self.config, self.authority, *rulings, basis=basis, most=most)

    def _ruled(self, judgements: Sequence[Judgement]) -> Rulings:
        return replace(rule(judgements), hands=self.rulings().hands)
