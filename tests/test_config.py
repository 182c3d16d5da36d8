"""The settings of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.config import Config, load_config, parse_config
from dragoman.errors import ConfigError


def test_empty_file_means_the_defaults() -> None:
    assert parse_config("") == Config()


def test_every_section_is_read() -> None:
    config = parse_config(
        '[project]\ntitle = "T"\n[read]\nlanguages = ["en", "fr"]\n[actors]\nextra = "people.csv"\n'
        '[code]\ncoder = "mine"\nmodel = "none"\nmin_confidence = 1\n[relate]\nscale = "goldstein-1992"\n'
        'bin = "month"\n'
        '[check]\ndisabled = ["unlikely-gap"]\n[check.rules]\nquotation-differs = "error"\n'
    )
    assert config.project.title == "T"
    assert config.read.languages == ("en", "fr")
    assert config.actors.extra == "people.csv"
    assert (config.code.coder, config.code.model, config.code.min_confidence) == ("mine", "none", 1.0)
    assert (config.relate.scale, config.relate.bin) == ("goldstein-1992", "month")
    assert config.check.disabled == ("unlikely-gap",)
    assert config.check.severities() == {"unlikely-gap": "off", "quotation-differs": "error"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[code]\nmin_confidense = 0.5\n", ["line 2", "code.min_confidense", "did you mean min_confidence?"]),
        ("[project]\ntitle = 'a'\n[cod]\n", ["line 3", "[cod]", "did you mean code?"]),
        ("[code]\nzzz = 1\n", ["unknown key code.zzz", "known: coder, model, min_confidence"]),
        ("title = 'a'\n", ["unknown section [title]"]),
        ("code = 'a'\n", ["code is a section"]),
        ("[code]\nmin_confidence = 'high'\n", ["line 2", "must be a number"]),
        ("[code]\nmin_confidence = true\n", ["must be a number"]),
        ("[code]\nmin_confidence = 2\n", ["line 2", "probability"]),
        ("[code]\ncoder = 3\n", ["must be a text"]),
        ("[read]\nlanguages = 'en'\n", ["must be a list of texts"]),
        ("[relate]\nbin = 'week'\n", ["line 2", "year, quarter, month"]),
        ("[relate]\nscale = 'x'\n", ["goldstein-1992"]),
        ("[check]\ndisabled = ['unlikely-gaps']\n", ["line 2", "no rule 'unlikely-gaps'", "mean unlikely-gap?"]),
        ("[check.rules]\nunlikely-gaps = 'off'\n", ["line 2", "no rule 'unlikely-gaps'", "mean unlikely-gap?"]),
        ("[check.rules]\nunlikely-gap = 'grave'\n", ["line 2", "off, note, warning, error", "'grave'"]),
        ("[check]\nrules = ['unlikely-gap']\n", ["line 2", "must be a table of texts"]),
        ("[code\n", ["not valid TOML", "line 1"]),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(text: str, words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, name="dragoman.toml")
    for word in ["dragoman.toml", *words]:
        assert word in str(caught.value)


def test_a_missing_or_undecodable_file_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "dragoman.toml")
    (tmp_path / "dragoman.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "dragoman.toml")


def test_the_digest_leaves_out_the_title_alone() -> None:
    plain, titled = Config(), parse_config('[project]\ntitle = "T"\n')
    assert plain.digest() == titled.digest()
    assert plain.digest() != parse_config("[code]\nmin_confidence = 0.5\n").digest()
    assert plain.digest("relate") == parse_config("[code]\nmin_confidence = 0.5\n").digest("relate")
