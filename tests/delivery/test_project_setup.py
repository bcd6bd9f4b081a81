"""What `refactor init` adds to a project, and what this repository offers to others' CI."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from fake_github import FakeGitHub, git
from pr_world import ROOT, World

from codemods import __version__
from codemods.delivery.project_setup import Plan, additions, write
from codemods.settings import load

PLAN = Plan(__version__, ("gather", "batch"), ci="github")


def init(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "codemods", "init", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        check=False,
    )


def content(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file() and ".git/" not in p.as_posix())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def test_it_shows_then_writes_and_a_second_run_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"')
    before = content(tmp_path)
    for words, code in ((["--dry-run"], 1), ([], 2)):
        shown = init(tmp_path, "--ci", "github", *words)
        assert shown.returncode == code
        assert "+[tool.refactor]" in shown.stdout
        assert content(tmp_path) == before
    done = init(tmp_path, "--ci", "github", "--yes")
    assert done.returncode == 0
    after = content(tmp_path)
    assert set(after) == {
        "pyproject.toml",
        ".github/workflows/refactor.yml",
        ".pre-commit-config.yaml",
    }
    assert tomllib.loads(after["pyproject.toml"].decode())["project"] == {"name": "shop"}
    assert load(tmp_path).exclude == ()
    again = init(tmp_path, "--yes", "--ci", "github")
    assert (again.returncode, again.stderr) == (0, "Nothing to add: it is all there.\n")
    assert content(tmp_path) == after


def test_the_diff_it_shows_is_one_that_git_takes(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.black]\nline-length = 99\n")
    shown = init(tmp_path, "--ci", "none", "--no-hook", "--dry-run")
    subprocess.run(["git", "apply"], cwd=tmp_path, input=shown.stdout, text=True, check=True)
    assert "refactor" in tomllib.loads((tmp_path / "pyproject.toml").read_text())["tool"]


def test_the_workflow_is_one(tmp_path: Path) -> None:
    for addition in additions(tmp_path, tmp_path, PLAN):
        write(tmp_path, addition)
    text = (tmp_path / ".github/workflows/refactor.yml").read_text()
    jobs = yaml.safe_load(text)["jobs"]
    assert set(jobs) == {"scan", "propose"}
    assert jobs["propose"]["permissions"] == {"contents": "write", "pull-requests": "write"}
    steps = [s["run"] for s in jobs["propose"]["steps"] if "run" in s]
    assert "refactor pr --pattern gather --pattern batch" in steps
    assert f'python -m pip install "refactor-assistant=={__version__}"' in steps
    assert "@" not in text.replace("@v", "").replace("@users.noreply", "")


def test_gitlab_gets_jobs_and_an_include(tmp_path: Path) -> None:
    plan = Plan(__version__, ("gather",), settings=False, ci="gitlab", hook=False)
    for addition in additions(tmp_path, tmp_path, plan):
        write(tmp_path, addition)
    (include,) = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text())["include"]
    jobs = yaml.safe_load((tmp_path / include["local"]).read_text())
    assert {"refactor:scan", "refactor:propose"} <= set(jobs)
    (tmp_path / include["local"]).unlink()
    (tmp_path / ".gitlab-ci.yml").write_text("stages: [test]\n")
    advice = [a for a in additions(tmp_path, tmp_path, plan) if a.advice]
    assert "local: .gitlab/refactor.yml" in advice[0].advice
    assert advice[0].after is None


CONFIGS = {
    "plain": "repos:\n  - repo: local\n    hooks:\n      - id: a\n",
    "not indented": "repos:\n- repo: local\n  hooks:\n  - id: a\n",
    "no end of line": "repos:\n- repo: local\n  hooks:\n  - id: a",
    "keys after": "repos:\n  - repo: local\n    hooks: []\n\n# below\nci:\n  autofix: false\n",
}


@pytest.mark.parametrize("name", sorted(CONFIGS))
def test_the_hook_joins_those_that_are_there(tmp_path: Path, name: str) -> None:
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(CONFIGS[name])
    before = yaml.safe_load(CONFIGS[name])
    (addition,) = additions(tmp_path, tmp_path, Plan(__version__, (), settings=False))
    write(tmp_path, addition)
    after = yaml.safe_load(path.read_text())
    assert after["repos"][:-1] == before["repos"]
    assert after["repos"][-1]["hooks"][0]["id"] == "refactor-scan"
    assert {k: v for k, v in after.items() if k != "repos"} == {
        k: v for k, v in before.items() if k != "repos"
    }
    assert additions(tmp_path, tmp_path, Plan(__version__, (), settings=False)) == []


def test_a_hook_file_of_another_form_is_left_to_its_owner(tmp_path: Path) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n")
    (addition,) = additions(tmp_path, tmp_path, Plan(__version__, (), settings=False))
    assert addition.after is None
    assert "refactor-scan" in addition.advice


def test_settings_that_are_there_stay(tmp_path: Path) -> None:
    for text in ("[tool]\nrefactor = {chunk = 5}\n", "[tool.refactor.effects]\n"):
        (tmp_path / "pyproject.toml").write_text(text)
        plan = Plan(__version__, (), hook=False)
        assert additions(tmp_path, tmp_path, plan) == []
    (tmp_path / "pyproject.toml").write_text("tool = {black = {}}\n")
    (addition,) = additions(tmp_path, tmp_path, Plan(__version__, (), hook=False))
    assert addition.advice.startswith("add to it:")


def test_the_hooks_on_offer_run(world: World) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    codes = {}
    for hook in hooks:
        program, *words = hook["entry"].split()
        assert program == "refactor"
        done = world.run(*words, *hook["args"], "app/pages.py")
        codes[hook["id"]] = done.returncode
    assert codes == {"refactor-scan": 1, "refactor-apply": 0}
    assert git(world.root, "status", "--porcelain").split() == ["M", "app/pages.py"]


def test_the_action_opens_a_pull_request(world: World, github: FakeGitHub) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    step = action["runs"]["steps"][-1]
    assert step["run"] == 'bash "$GITHUB_ACTION_PATH/scripts/action"'
    assert set(step["env"]) == {"REFACTOR_TOKEN", "COMMAND", "PATTERNS", "ARGUMENTS", "AUTHOR"}
    program = world.folder / "refactor" / "bin" / "refactor"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m codemods "$@"\n')
    program.chmod(0o755)
    outputs = world.folder / "outputs"
    inputs = {name: told["default"] for name, told in action["inputs"].items()}
    done = subprocess.run(
        ["bash", str(ROOT / "scripts" / "action")],
        cwd=world.root,
        env=world.environment(
            RUNNER_TEMP=str(world.folder),
            GITHUB_OUTPUT=str(outputs),
            COMMAND=inputs["command"],
            PATTERNS=inputs["patterns"],
            ARGUMENTS=" ".join(world.host),
            AUTHOR=inputs["author"],
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "Opened: refactor/gather\n")
    assert "https://github.com/acme/shop/pull/1" in outputs.read_text()
    who = git(world.bare, "log", "-1", "--format=%an <%ae>", world.tip())
    assert who == inputs["author"]
