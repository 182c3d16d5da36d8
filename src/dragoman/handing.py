"""A project handed on: written in the forms of other programs, shown in a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import ConfigError
from dragoman.model.exchange import Selection
from dragoman.plugins import load_plugin
from dragoman.tabled import Tabled

if TYPE_CHECKING:
    from dragoman.model.exchange import Exported

MOST_TOLD = 5
"""Pairs of states that a notebook shows of a project."""


class Handing(Tabled):
    """A project with its ways out."""

    def export(
        self,
        form: str,
        out: Path | None = None,
        *,
        states: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        by: str = "",
        directed: bool = False,
    ) -> Exported:
        """Writes the project, or a part of it, in a form for other programs: see ``dragoman plugins`` for the forms.

        ``out`` is a file whose ending the form knows; by default one in ``exports/``. ``states`` bounds it to the acts
        of one state or those between two, the dates as for ``relation``.

        Raises:
            ActorNameError: a name stands for no state, or for several.
            ConfigError: there is no such form, or an option, a date or the file's ending cannot be meant.
            CoverageError: there is nothing to export.
            StoreError: the file cannot be written.
        """
        exporter = load_plugin("exporters", form)
        codes = tuple(dict.fromkeys(self.state(name) for name in states))
        if len(codes) < len(states):
            raise ConfigError(f"{' and '.join(states)} are one state: {self.name(codes[0])} ({codes[0]})")
        chosen = Selection(states=codes, since=since, until=until, as_of=as_of, by=by, directed=directed)
        ending: str = exporter.endings[0]
        stem = "-".join(sorted(codes)) or self.folder.resolve().name
        kind = "" if ending.strip(".").partition(".")[0] == form else f".{form}"
        found: Exported = exporter(self, out or self.exports / f"{stem}{kind}{ending}", selection=chosen)
        return found

    def _repr_html_(self) -> str:
        from dragoman.notebook import show_project

        told = self._most_told() if self.database.is_file() else ()
        return show_project(self.status(), told, self.name if told else str)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from dragoman.notebook import bundle

        return bundle(self._repr_html_(), f"{self.config.project.title or self.folder.name}: a project of Dragoman")

    def _most_told(self) -> tuple[tuple[str, str, int], ...]:
        """The pairs of states that most acts are told of: (state, state, acts)."""
        from dragoman.relations.dyads import dyads_of

        number = Counter(dyad for event in self.events() for dyad in dyads_of(event))
        most = sorted(number.items(), key=lambda one: (-one[1], one[0]))[:MOST_TOLD]
        return tuple((dyad.a, dyad.b, acts) for dyad, acts in most)
