"""Guests, part by part: names, arguments, and what becomes of a text."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import pytest

from codemods.errors import RefactorError
from codemods.guests.arguments import HelpWanted, parsed
from codemods.guests.findings import outcome
from codemods.guests.guest import Guest, named
from codemods.guests.job import Answer, Job
from codemods.model.findings import Finding
from codemods.project.files import read_source
from codemods.settings import Settings
from codemods.verify.writing import Texts

_RENAME = "some.place:RenameCommand"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("a.b:ConvertFormatStringCommand", "convert-format-string"),
        ("a:HTTPSToHTTP2Codemod", "https-to-http2"),
        ("a:Command", "command"),
        ("a:snake_case", "snake-case"),
    ],
)
def test_a_command_has_a_short_name(typed: str, name: str) -> None:
    assert named(typed).name == name


def test_a_script_has_a_short_name(tmp_path: Path) -> None:
    script = tmp_path / "Add  timeouts (2).py"
    script.write_text("")
    assert named(f"bowler:{script}").name == "add-timeouts-2"
    assert named(f"bowler:{script}:toHTTP").name == "to-http"
    assert named(f"bowler:{script}:toHTTP").place == str(script)
    with pytest.raises(RefactorError, match="there is no script"):
        named(f"bowler:{script}:not a name")


@pytest.mark.parametrize(
    "typed", ["", "a", "a:", ":B", "a.b", "a:B:C", "1a:B", "a b:C", "bowler.py"]
)
def test_other_forms_are_refused(typed: str) -> None:
    with pytest.raises(RefactorError, match="does not name a codemod"):
        named(typed)


def add_args(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first")
    parser.add_argument("second", nargs="?")
    parser.add_argument("-n", "--new-name", dest="new")
    parser.add_argument("--no-quotes", dest="quotes", action="store_false")
    parser.add_argument("--level", type=int, choices=[1, 2], default=1)


def arguments(*options: str, words: tuple[str, ...] = ()) -> dict[str, object]:
    return parsed(named(_RENAME, options, words), "", add_args)


def test_named_arguments_are_spelled_as_the_command_wants_them() -> None:
    usual = {"first": "a", "second": None, "new": None, "quotes": True, "level": 1}
    assert arguments("first=a") == usual
    assert arguments(words=("a",)) == usual
    assert arguments("second=b", "first=-a") == {**usual, "first": "-a", "second": "b"}
    assert arguments("new_name=x=1", "first=a") == {**usual, "new": "x=1"}
    assert arguments("new=--x", "first=a") == {**usual, "new": "--x"}
    assert arguments("no-quotes", "level=2", "first=a") == {**usual, "quotes": False, "level": 2}
    assert arguments("no-quotes=no", "first=a") == usual
    assert arguments("level=2", words=("a", "--new-name", "z")) == {**usual, "new": "z", "level": 2}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "required: first"),
        (("first=a", "third=c"), "unrecognized argument: third"),
        (("first=a", "level=3"), "invalid choice: 3"),
        (("first=a", "level=x"), "invalid int value"),
        (("first=a", "new"), "expected a value"),
        (("first=a", "no_quotes=perhaps"), "is true or false"),
    ],
)
def test_wrong_arguments_are_said_with_the_right_ones(options: tuple[str, ...], said: str) -> None:
    with pytest.raises(RefactorError, match=said) as caught:
        arguments(*options)
    assert "[-n NEW]" in caught.value.advice


def test_help_is_no_error() -> None:
    with pytest.raises(HelpWanted, match="--no-quotes"):
        arguments(words=("--help",))


def found(
    root: Path, before: str, after: str, again: str = "", unstable: bool = False
) -> list[Finding]:
    """The findings of a guest that makes `after` of `before`, as a file below the root."""
    path = root / "a.py"
    path.write_text(before)
    job, answer = Job("a.py", "a", before), Answer("a.py", after, again)
    seen = outcome(_GUEST, "Says so.", [(job, answer)], {"a.py": read_source(path)}, unstable)
    return list(seen.findings)


_GUEST = Guest("libcst", "some.place", "RenameCommand", _RENAME)


def test_a_finding_says_where_and_how_much(tmp_path: Path) -> None:
    before = "".join(f"line_{n} = {n}\n" for n in range(9))
    after = before.replace("line_2 = 2\n", "").replace("line_6 = 6", "line_6 = 6\nmore = 1")
    (finding,) = found(tmp_path, before, after)
    assert (finding.span.line, finding.span.end_line) == (3, 7)
    assert finding.message == "`rename` changes 2 places (+1 -1 lines)"
    (moved,) = found(tmp_path, f"# a line\n{before}", f"# a line\n{after}")
    assert moved.id == finding.id
    assert moved.span.line == 4


def test_a_comment_holds_for_the_lines_that_change(tmp_path: Path) -> None:
    ignore = "# refactor: ignore[rename]"
    assert not found(
        tmp_path, f"def f():  {ignore}\n    return 1\n", f"def f():  {ignore}\n    return 2\n"
    )
    assert not found(tmp_path, f"{ignore}\na = 1\n", f"{ignore}\na = 2\n")
    assert found(tmp_path, f"a = 1\nb = 1  {ignore}\nc = 1\n", f"a = 2\nb = 1  {ignore}\nc = 2\n")
    off = "# refactor: disable[rename]\n"
    assert not found(tmp_path, f"{off}a = 1\n", f"{off}a = 2\n")


def test_what_is_not_stable_waits(tmp_path: Path) -> None:
    assert not found(tmp_path, "a = 1\n", "a = 2\n", "it changes")
    (finding,) = found(tmp_path, "a = 1\n", "a = 2\n", "it changes", unstable=True)
    assert finding.missing[-1] == "it changes"


def test_a_text_is_written_only_over_the_one_it_was_made_from(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "a = 1\n", "a = 2\n")
    assert finding.edits[0].made_from == hashlib.sha256(b"a = 1\n").hexdigest()
    texts = Texts(tmp_path, Settings())
    assert texts.take(finding) is None
    assert list(texts.changed()) == [("a.py", b"a = 1\n", b"a = 2\n")]
    assert "another rewrite" in (texts.take(finding) or "")
    (tmp_path / "a.py").write_text("a = 3\n")
    assert "has changed since" in (Texts(tmp_path, Settings()).take(finding) or "")


def test_an_encoding_that_cannot_hold_the_text_is_named(tmp_path: Path) -> None:
    head = "# coding: latin-1\n"
    (finding,) = found(tmp_path, f"{head}a = 1\n", f"{head}a = '\u0436'\n")
    assert "cannot hold" in (Texts(tmp_path, Settings()).take(finding) or "")
