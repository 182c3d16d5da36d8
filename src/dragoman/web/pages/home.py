"""Home: the project, what its sources cover, and what needs attention."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.store import Reader
from dragoman.web.desk import AtDesk
from dragoman.web.page import Pages
from dragoman.workbench import Workbench

pages = Pages(key="home")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Something counted: what it is (a key, or a code), how many, and where they are listed ("" for nowhere)."""

    key: str
    count: int
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two states and how many events there are between them."""

    a: str
    b: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """What the project holds, in figures; ``needs`` is what asks for a person's eye."""

    title: str
    has_run: bool
    up_to_date: bool
    run: str | None
    holdings: tuple[Counted, ...]
    standings: tuple[Counted, ...]
    decades: tuple[Counted, ...]
    undated: int
    pairs: tuple[Pair, ...]
    needs: tuple[Counted, ...]


@pages.page("/", template="home.html.j2", twin="/index.json")
def home(desk: AtDesk) -> HomePage:
    """The project, what its sources cover, and what needs attention."""
    return desk.once("home", lambda: _look(desk.bench()))


def _look(bench: Workbench) -> HomePage:
    status = bench.status()
    if status["run"] is None:
        return HomePage(
            title=bench.config.project.title, has_run=False, up_to_date=False, run=None, holdings=(), standings=(),
            decades=(), undated=0, pairs=(), needs=(Counted(key="not_run", count=status["inputs"], path="/run"),),
        )  # fmt: skip
    with bench.reader() as reader:
        decades, undated = reader.decades()
        return HomePage(
            title=bench.config.project.title,
            has_run=True,
            up_to_date=bool(status["up_to_date"]),
            run=status["run"],
            holdings=tuple(Counted(key=key, count=count) for key, count in reader.counts().items()),
            standings=tuple(Counted(key=key, count=count) for key, count in reader.standing_counts()),
            decades=tuple(Counted(key=key, count=count) for key, count in decades),
            undated=undated,
            pairs=tuple(Pair(a=a, b=b, events=count) for a, b, count in reader.dyad_counts(limit=12)),
            needs=_needs(status, reader),
        )


def _needs(status: dict[str, object], reader: Reader) -> tuple[Counted, ...]:
    """What asks for a person's eye, the gravest first; what does not occur is left out."""
    told = [Counted(key="behind", count=0 if status["up_to_date"] else 1, path="/run")]
    told += [
        Counted(key=key, count=len(listed), path=path)
        for key, path in (
            ("broken_judgements", "/judgements"),
            ("contradicted_judgements", "/judgements?state=overruled"),
            ("unknown_judgements", "/judgements?state=lost"),
            ("broken_codings", ""),
        )
        if isinstance(listed := status[key], list)
    ]
    told += [
        Counted(key=f"finding_{severity}", count=count, path=f"/checks?severity={severity}")
        for severity, count in reader.finding_counts()
    ]
    told += [
        Counted(key="skipped", count=int(str(status["skipped"])), path="/sources/skipped"),
        Counted(key="unresolved", count=reader.unresolved_names(), path="/actors?kind=persons&unresolved=true"),
    ]
    return tuple(one for one in told if one.count)
