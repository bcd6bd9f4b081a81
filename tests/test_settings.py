"""`[tool.refactor]`: what may stand there, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from codemods.errors import RefactorError
from codemods.settings import Settings, load


def loaded(root: Path, text: str) -> Settings:
    (root / "pyproject.toml").write_text(text)
    return load(root)


def test_without_a_file_everything_has_a_default(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()
    assert loaded(tmp_path, "[project]\nname = 'x'\n").max_concurrency == 10


def test_everything_can_be_set(tmp_path: Path) -> None:
    text = """[tool.refactor]
exclude = ["old/"]
dialect = "postgresql"
max-concurrency = 3
chunk = 7
concurrency = "taskgroup"
line_length = 100
libraries = ["libs/*.toml"]
[tool.refactor.effects]
"acme.api.get_user" = "read"
"""
    found = loaded(tmp_path, text)
    assert found.exclude == ("old/",)
    assert found.dialect == "postgresql"
    assert (found.max_concurrency, found.chunk, found.line_length) == (3, 7, 100)
    assert found.concurrency == "taskgroup"
    assert found.libraries == ("libs/*.toml",)
    assert dict(found.effects) == {"acme.api.get_user": "read"}
    assert found.source.endswith("pyproject.toml")


WIDTHS = {
    "": 88,
    "[tool.ruff]\nline-length = 100": 100,
    "[tool.black]\nline-length = 79": 79,
    "[tool.ruff]\nline-length = 100\n[tool.black]\nline-length = 79": 100,
    "[tool.ruff]\nline-length = 'wide'": 88,
    "[tool]\nruff = 3": 88,
    "[tool.ruff]\nline-length = 100\n[tool.refactor]\nline_length = 60": 60,
}


@pytest.mark.parametrize("text", WIDTHS)
def test_the_width_is_that_of_the_formatter(tmp_path: Path, text: str) -> None:
    assert loaded(tmp_path, text).line_length == WIDTHS[text]


WRONG = {
    "[tool.refactor": "not valid TOML",
    "[tool]\nrefactor = 3": "must be a table",
    "[tool.refactor]\nmax_concurrenzy = 3": "max_concurrency",
    "[tool.refactor]\nzzz = 3": "Known: ",
    "[tool.refactor]\nexclude = 'old'": "list of strings",
    "[tool.refactor]\nexclude = [1]": "list of strings",
    "[tool.refactor]\nchunk = 0": "positive",
    "[tool.refactor]\nchunk = true": "positive",
    "[tool.refactor]\nchunk = 1.5": "positive",
    "[tool.refactor]\ndialect = 'pg'": "postgresql",
    "[tool.refactor]\nconcurrency = 'threads'": "taskgroup",
    "[tool.refactor]\neffects = ['read']": "must map",
    "[tool.refactor.effects]\n'a.b' = 'reads'": "must map",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(RefactorError) as caught:
        loaded(tmp_path, text)
    assert WRONG[text] in f"{caught.value.what} {caught.value.advice}"
    assert "pyproject.toml" in caught.value.what
    assert "\n" not in caught.value.what


def test_a_file_of_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"# \xff\n")
    with pytest.raises(RefactorError, match="not valid TOML"):
        load(tmp_path)


def test_another_file_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.refactor]\nchunk = 1\n")
    other = tmp_path / "other.toml"
    other.write_text("[tool.refactor]\nchunk = 2\n")
    assert load(tmp_path, other).chunk == 2
    with pytest.raises(RefactorError, match="cannot read"):
        load(tmp_path, tmp_path / "nowhere.toml")
