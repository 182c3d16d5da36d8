"""The lexicon: which words name which acts, read from ``vocab/data/lexicon/*.toml``.

There is one file for each event type, and beside them ``none.toml`` (uses of these words that are no act),
``classes.toml`` (word classes), ``operators.toml`` (promise, refuse, fail...), ``speech.toml`` (say, report...) and
``inflections.toml``. A file of a type begins with ``type = "SANCTION"``; then every entry is one or more frames::

    [[verb]]
    lemma = ["break off", "sever", "rupture"]   # "break off": verb and particle
    object = ["@relations"]                     # a class, or words: ["tie", "link"]
    recipient = ["with"]                        # where the other side stands
    formal = "break-relations"
    weight = 0.95

    [[noun]]
    lemma = "withdrawal"
    object = ["@troops"]                        # "troop withdrawal", "withdrawal of troops"
    recipient = ["from"]

    [[verb]]
    lemma = "receive"
    object = ["@aid"]
    actor = ["from"]                            # who gives
    recipient = ["subject"]                     # who gets

Keys: lemma, object, not_object, subject, object_kind, complement, needs, prep_object, actor, recipient, reciprocal,
mode, formal, when_held, status, stative, weight, type (only to differ from the file's). See
:class:`~dragoman.vocab.frames.Frame` for what each demands. ``[default.verb]`` (``.noun``, ``.adj``) in a file gives
values for all its entries.

How to choose among the frames of a word: take the first that holds of ``Lexicon.verbs(lemma)``; they come most
demanding first, then by weight. If the first that holds has ``event_type == ""`` the word is no act there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dragoman.errors import ConfigError
from dragoman.vocab.frames import MUTUAL, Frame, Operator, Pos
from dragoman.vocab.inflect import Inflector, spellings
from dragoman.vocab.scheme import Scheme, load_scheme

UNLIKELY = 0.35
"""Weight below which a frame does not open the gate: what it reads is nearly always too unlikely to be given."""

POS: tuple[Pos, ...] = ("verb", "noun", "adj")
LISTS = ("object", "not_object", "subject", "prep_object")
KEYS = frozenset(
    {
        *("lemma", "object_kind", "complement", "needs", "actor", "recipient", "reciprocal", "mode", "formal"),
        *("when_held", "status", "stative", "weight", "type", *LISTS),
    }
)
DEFAULTS: Mapping[Pos, Mapping[str, Any]] = MappingProxyType(
    {
        "verb": {"actor": ["subject"], "recipient": ["object", "object-owner"]},
        "noun": {
            "actor": ["between", "owner", "by", "of", "from", "subject"],
            "recipient": ["to", "with", "against", "toward", "towards", "on"],
        },
        "adj": {"actor": ["subject"], "recipient": ["to", "toward", "towards", "with", "of"], "stative": True},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All frames, ready for look-up by lemma (lower case); an unknown lemma has no frames, ``()``.

    ``added`` are those of the user's own files: what they say is taken at their word.
    """

    frames: tuple[Frame, ...]
    operators: tuple[Operator, ...]
    classes: Mapping[str, frozenset[str]] = field(hash=False)
    speech: frozenset[str]
    embedded_modes: Mapping[str, Mapping[str, str]] = field(hash=False)
    light: frozenset[str]
    added: tuple[Frame, ...]
    _index: Mapping[tuple[str, str], tuple[Frame, ...]] = field(repr=False, hash=False)
    _inflector: Inflector = field(repr=False, hash=False)

    def verbs(self, lemma: str) -> tuple[Frame, ...]:
        """The frames of a verb, most demanding first."""
        return self._index.get(("verb", lemma), ())

    def nouns(self, lemma: str) -> tuple[Frame, ...]:
        """The frames of a noun, most demanding first; a plural finds those of its singular."""
        return self._index.get(("noun", lemma), ())

    def adjectives(self, lemma: str) -> tuple[Frame, ...]:
        """The frames of an adjective, most demanding first."""
        return self._index.get(("adj", lemma), ())

    def object_controls(self) -> frozenset[str]:
        """Verbs whose object does what they govern: "asked them to leave"."""
        return frozenset(one.lemma for one in self.operators if one.pos == "verb" and one.control == "object")

    def embedded_mode(self, event_type: str, governed: str) -> str:
        """The mode of a request, refusal or threat, by the type of what is asked or refused ("" if open)."""
        return self.embedded_modes.get(event_type, {}).get(governed, "")

    def surface_forms(
        self, frames: Iterable[Frame] | None = None
    ) -> Mapping[str, tuple[tuple[frozenset[str], ...], ...]]:
        """Every lower-case word form that can name an act (by ``frames``, or by all), and what must stand beside it.

        One tuple for each frame: sets of word forms, of each of which one must be in the sentence ("relations" beside
        "broke", "to" beside "went"); an empty tuple demands nothing. A light verb ("make") with no demands is left out.
        """
        found: dict[str, set[tuple[frozenset[str], ...]]] = {}
        inflected: dict[frozenset[str], frozenset[str]] = {}
        for frame in self.frames if frames is None else frames:
            if not frame.event_type or frame.weight < UNLIKELY:
                continue
            demands = self._beside(frame, inflected)
            if demands or frame.lemma not in self.light or frame.object_kind == "party":
                for form in self.forms(frame.pos, frame.lemma):
                    found.setdefault(form, set()).add(demands)
        return MappingProxyType({form: _choices(found[form]) for form in sorted(found)})

    def forms(self, pos: Pos, lemma: str) -> tuple[str, ...]:
        """The inflected forms of a lemma, itself first."""
        if pos == "adj":
            return (lemma,)
        return tuple(self._inflector.noun(lemma) if pos == "noun" else self._inflector.verb(lemma))

    def _beside(self, frame: Frame, inflected: dict[frozenset[str], frozenset[str]]) -> tuple[frozenset[str], ...]:
        """The word forms that a frame's demands ask for, one set for each demand."""
        wanted: list[frozenset[str]] = []
        for lemmas in (frame.objects, frame.prep_objects):
            if lemmas:
                if lemmas not in inflected:
                    both = {form for lemma in lemmas for form in self._inflector.noun(lemma.split()[-1])}
                    inflected[lemmas] = frozenset(both)
                wanted.append(inflected[lemmas])
        wanted += [frozenset({frame.particle})] if frame.particle else []
        return (*wanted, frozenset(frame.needs)) if frame.needs else tuple(wanted)


def _choices(demands: set[tuple[frozenset[str], ...]]) -> tuple[tuple[frozenset[str], ...], ...]:
    """The demands in a fixed order; only the empty one where there is one, for it is always met."""
    return ((),) if () in demands else tuple(sorted(demands, key=lambda sets: [sorted(one) for one in sets]))


@cache
def _load_own() -> Lexicon:
    return _build(_own_files(), ())


def _own_files() -> list[tuple[str, str]]:
    folder = resources.files("dragoman.vocab") / "data" / "lexicon"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return [(file.name, file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".toml")]


def load_lexicon(extra: Path | None = None) -> Lexicon:
    """The lexicon, with the entries of ``extra`` (a TOML file or a folder of them) added.

    An added entry (or its file) names its ``type``. It replaces a frame with the same demands, and precedes its equals.

    Raises:
        ConfigError: a file cannot be read, an entry has an unknown key, class, type or mode, or two entries of the
            same origin demand the same.
    """
    if extra is None:
        return _load_own()
    added = sorted(extra.glob("*.toml")) if extra.is_dir() else [extra]
    try:
        texts = [(str(path), path.read_text(encoding="utf-8")) for path in added]
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"lexicon {extra}: cannot be read: {error}") from error
    return _build(_own_files(), texts)


def _build(own: Iterable[tuple[str, str]], added: Iterable[tuple[str, str]]) -> Lexicon:
    tables = [(name, _parse(name, text), 0) for name, text in own]
    tables += [(name, _parse(name, text), 1) for name, text in added]
    raw: dict[str, set[str]] = {}
    for _, table, _ in tables:
        for key, words in table.get("classes", {}).items():
            raw.setdefault(key, set()).update(words)
    classes = {key: _expand(f"class @{key}", words, raw) for key, words in sorted(raw.items())}
    scheme = load_scheme()
    chosen: dict[tuple[object, ...], tuple[int, Frame]] = {}
    for name, table, rank in tables:
        for frame in _frames(name, table, classes, scheme):
            before = chosen.get(frame.demands)
            if before and before[0] == rank:
                raise ConfigError(f"lexicon {name}: {frame.pos} {frame.lemma!r} stands twice with the same demands")
            chosen[frame.demands] = (rank, frame)
    ranked = sorted(chosen.values(), key=lambda pair: _order(*pair))
    inflections = next(table for name, table, _ in tables if name == "inflections.toml")
    inflector = Inflector(inflections["verbs"], inflections["nouns"], frozenset(inflections["doubling"]))
    index: dict[tuple[str, str], list[Frame]] = {}
    for _, frame in ranked:
        keys = sorted(set(inflector.noun(frame.lemma))) if frame.pos == "noun" else [frame.lemma]
        for key in keys:
            index.setdefault((frame.pos, key), []).append(frame)
    return Lexicon(
        frames=tuple(frame for _, frame in ranked),
        operators=tuple(one for name, table, _ in tables for one in _operators(name, table)),
        classes=MappingProxyType(classes),
        speech=frozenset(word for _, table, _ in tables for word in table.get("speech", ())),
        embedded_modes=MappingProxyType(
            {key: MappingProxyType(value) for _, table, _ in tables for key, value in table.get("modes", {}).items()}
        ),
        light=frozenset(inflections["light"]),
        added=tuple(frame for rank, frame in ranked if rank),
        _index=MappingProxyType({key: tuple(value) for key, value in index.items()}),
        _inflector=inflector,
    )


def _order(rank: int, frame: Frame) -> tuple[object, ...]:
    return (frame.lemma, frame.pos, -frame.specificity, -rank, -frame.weight, frame.event_type, repr(frame.demands))


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"lexicon {name}: {error}") from error


def _expand(where: str, words: Iterable[str], raw: Mapping[str, Iterable[str]], depth: int = 0) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        if not word.startswith("@"):
            found.add(word)
        elif word[1:] not in raw or depth > 5:
            raise ConfigError(f"lexicon {where}: no class {word} (known: {', '.join(sorted(raw))})")
        else:
            found |= _expand(where, raw[word[1:]], raw, depth + 1)
    return frozenset(found)


def _frames(
    name: str, table: Mapping[str, Any], classes: Mapping[str, frozenset[str]], scheme: Scheme
) -> Iterator[Frame]:
    for pos in POS:
        defaults = {**DEFAULTS[pos], **table.get("default", {}).get(pos, {})}
        for entry in table.get(pos, ()):
            unknown = sorted(set(entry) - KEYS)
            if unknown or "lemma" not in entry:
                raise ConfigError(f"lexicon {name}: {entry.get('lemma')}: unknown or missing key {unknown or 'lemma'}")
            filled = {**defaults, "type": table.get("type"), **entry, "file": name}
            lemmas = [entry["lemma"]] if isinstance(entry["lemma"], str) else entry["lemma"]
            for lemma in lemmas:
                for spelling in spellings(lemma, pos=pos):
                    where = f"{name}: {pos} {lemma!r}"
                    yield _frame(where, spelling, pos, entry=filled, classes=classes, scheme=scheme)


def _frame(
    where: str, lemma: str, pos: Pos, *, entry: Mapping[str, Any], classes: Mapping[str, frozenset[str]], scheme: Scheme
) -> Frame:
    event_type, formal = entry["type"], entry.get("formal", "")
    if event_type is None:
        raise ConfigError(f"lexicon {where}: names no type")
    mode = entry.get("mode", scheme.formal(formal).mode if formal else "")
    if formal and (scheme.formal(formal).event_type, scheme.formal(formal).mode) != (event_type, mode):
        raise ConfigError(f"lexicon {where}: {formal} is not {event_type}/{mode or 'no mode'}")
    if event_type:
        scheme.score(event_type, mode, entry.get("status") or "asserted")
    word, _, particle = lemma.partition(" ") if pos == "verb" else (lemma, "", "")
    actor = tuple(entry["actor"])
    lists = {key: _expand(where, entry.get(key, ()), classes) for key in LISTS}
    return Frame(
        lemma=word,
        pos=pos,
        particle=particle,
        objects=lists["object"],
        barred=lists["not_object"],
        subjects=lists["subject"],
        object_kind=entry.get("object_kind", ""),
        complement=entry.get("complement", ""),
        needs=tuple(entry.get("needs", ())),
        prep_objects=lists["prep_object"],
        actor=actor,
        recipient=tuple(entry["recipient"]),
        reciprocal=bool(entry.get("reciprocal", False)) or set(actor) <= MUTUAL,
        event_type=event_type,
        mode=mode,
        formal=formal,
        when_held=scheme.formal(entry["when_held"]).name if "when_held" in entry else "",
        status=entry.get("status", ""),
        stative=bool(entry.get("stative", False)),
        weight=float(entry.get("weight", 0.5)),
        file=entry["file"],
    )


def _operators(name: str, table: Mapping[str, Any]) -> Iterator[Operator]:
    for entry in table.get("operator", ()):
        lemmas = [entry["lemma"]] if isinstance(entry["lemma"], str) else entry["lemma"]
        for lemma in lemmas:
            pos: Pos = entry.get("pos", "verb")
            word, _, particle = lemma.partition(" ") if pos == "verb" else (lemma, "", "")
            yield Operator(
                lemma=word,
                pos=pos,
                particle=particle,
                takes=tuple(entry.get("takes", ("to", "noun"))),
                control=entry.get("control", "subject"),
                status=entry["status"],
                file=name,
            )
