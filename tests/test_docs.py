"""The papers beside the code say what is so."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest

from codemods import patterns
from codemods.libraries.catalogue import load as load_catalogue
from codemods.project.files import discover
from codemods.project.project import Project
from codemods.settings import Settings
from codemods.settings import load as load_settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


@functools.cache
def help_of(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "codemods", *command, "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={"NO_COLOR": "1", "COLUMNS": "200", "PYTHONPATH": str(ROOT)},
    )
    return done.stdout


def commands() -> list[str]:
    listed = help_of().partition("Commands:")[2]
    return re.findall(r"^  ([a-z][a-z-]*)", listed, re.MULTILINE)


def pattern_modules() -> dict[str, ModuleType]:
    """The pattern modules by name; other modules of the room only serve them."""
    found = {}
    for path in sorted(Path(patterns.__path__[0]).glob("*.py")):
        if re.search(r"^NAME = ", path.read_text(encoding="utf-8"), re.MULTILINE):
            name = f"codemods.patterns.{path.stem}"
            found[path.stem] = __import__(name, fromlist=["NAME"])
    return found


def code_blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def shown_commands(text: str) -> list[list[str]]:
    """Every command line that a paper shows: indented or fenced lines that start with the tool.

    What stands behind `--` is not the tool's own.
    """
    lines = re.findall(r"^(?: {4})?(?:\$ )?refactor ([a-z].*?)(?:  +.*)?$", text, re.MULTILINE)
    return [line.partition(" -- ")[0].split() for line in lines]


def test_the_tool_has_commands() -> None:
    assert {"scan", "apply", "explain", "patterns"} <= set(commands())


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"refactor {command}" in README


def test_the_readme_shows_only_commands_and_options_that_exist() -> None:
    shown = shown_commands(README)
    assert len(shown) > 5
    for command, *words in shown:
        assert command in commands(), command
        options = [word.partition("=")[0] for word in words if word.startswith("--")]
        unknown = [option for option in options if option not in help_of(command)]
        assert not unknown, (command, unknown)


@pytest.mark.parametrize("setting", [f.name for f in fields(Settings) if f.name != "source"])
def test_every_setting_is_in_the_readme(setting: str) -> None:
    assert f"`{setting}`" in README


@pytest.mark.parametrize("name", sorted(pattern_modules()))
def test_a_pattern_is_complete(name: str) -> None:
    module = pattern_modules()[name]
    first = (module.__doc__ or "").partition("\n")[0]
    assert name == module.NAME
    assert first.endswith(".")
    assert f"`{name}`" in README
    cases = [case for case in (ROOT / "golden" / name).iterdir() if case.is_dir()]
    held = {path.stem for case in cases for path in case.iterdir()}
    assert {"after", "refused", "run"} <= held


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.search(r"^## \[(\d+\.\d+\.\d+)\]", changelog, re.MULTILINE)
    assert released is not None
    assert released[1] == project["version"]


def test_the_architecture_names_every_room() -> None:
    rooms = {path.parent.name for path in (ROOT / "codemods").glob("*/__init__.py")}
    assert {room for room in rooms if f"{room}/" not in ARCHITECTURE} == set()


def test_the_library_of_the_contributing_page_is_valid(tmp_path: Path) -> None:
    (example,) = code_blocks(CONTRIBUTING, "toml")
    path = tmp_path / "acme_parcels.toml"
    path.write_text(example, encoding="utf-8")
    catalogue = load_catalogue(["acme_parcels"], [path])
    track = catalogue.method("acme_parcels.client.Client", "track")
    assert track is not None
    assert (track.effect, track.resource, track.is_async) == ("read", "http", True)
    connect = catalogue.function("acme_parcels.connect")
    assert connect is not None
    assert connect.opens


def test_the_pattern_of_the_contributing_page_finds_something(tmp_path: Path) -> None:
    _, example = code_blocks(CONTRIBUTING, "python")
    (tmp_path / "fetching.py").write_text(
        "import httpx\n\n\nasync def fetch(urls: list[str]) -> list[str]:\n    texts = []\n"
        "    for url in urls:\n        async with httpx.AsyncClient() as client:\n"
        "            texts.append((await client.get(url)).text)\n    return texts\n",
        encoding="utf-8",
    )
    pattern: dict[str, object] = {"__name__": "connections"}
    exec(compile(example, "connections.py", "exec"), pattern)
    settings = load_settings(tmp_path)
    project = Project.read(tmp_path, discover(tmp_path, settings), settings)
    (finding,) = pattern["find"](project).findings  # type: ignore[operator]
    assert (finding.path, finding.span.line, finding.verdict) == ("fetching.py", 7, "manual")
