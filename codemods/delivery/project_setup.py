"""What `refactor init` would put into a project: settings, a CI workflow, a pre-commit hook.

Nothing that is there is changed but by adding to it, and nothing is added twice.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.errors import RefactorError

_TEMPLATES = Path(__file__).parent / "templates"
_WORKFLOW = ".github/workflows/refactor.yml"
_JOBS = ".gitlab/refactor.yml"
_INCLUDE = f"include:\n  - local: {_JOBS}\n"


@dataclass(frozen=True, slots=True)
class Addition:
    """A file as it is (None when it is not there) and as it would be; or advice, where a person must."""

    path: str
    before: bytes | None = None
    after: bytes | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person wants to have in a project."""

    version: str
    patterns: tuple[str, ...]
    settings: bool = True
    ci: str = ""
    hook: bool = True


def additions(root: Path, top: Path, plan: Plan) -> list[Addition]:
    """What there is to add; `root` is the project's folder and `top` that of its repository."""
    found: list[Addition] = []
    if plan.settings:
        found += _settings(root)
    if plan.ci == "github":
        found += _new(top, _WORKFLOW, _template("github.yml", plan))
    if plan.ci == "gitlab":
        found += _gitlab(top, plan)
    if plan.hook:
        found += _hook(top, plan)
    return found


def likely_ci(top: Path, address: str) -> str:
    """The CI that a repository has, or that its remote suggests; "" when nothing does."""
    if (top / ".github").is_dir() or "github" in address:
        return "github"
    if (top / ".gitlab-ci.yml").exists() or "gitlab" in address:
        return "gitlab"
    return ""


def write(base: Path, addition: Addition) -> None:
    """Write one file; RefactorError when it has changed since it was looked at, or cannot be."""
    from codemods.delivery.files import write_atomically

    path = base / addition.path
    if addition.after is None:
        return
    now = path.read_bytes() if path.exists() else None
    if now != addition.before:
        raise RefactorError(f"{addition.path} has changed since it was read", "Run again.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if now is None:
            path.write_bytes(addition.after)
        else:
            write_atomically(path, addition.after)
    except OSError as error:
        raise RefactorError(f"cannot write {addition.path}: {error.strerror}") from None


def _settings(root: Path) -> list[Addition]:
    path = root / "pyproject.toml"
    before = path.read_bytes() if path.exists() else None
    text = (before or b"").decode("utf-8", "replace")
    try:
        tool = tomllib.loads(text.removeprefix("\ufeff")).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        raise RefactorError(
            f"{path} is not valid TOML: {error}", "Mend it, then run again."
        ) from None
    if "refactor" in tool:
        return []
    added = (_TEMPLATES / "settings.toml").read_text("utf-8")
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    after = (text + gap + added).encode()
    try:
        tomllib.loads(after.decode().removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        return [Addition("pyproject.toml", advice=f"add to it:\n\n{added}")]
    return [Addition("pyproject.toml", before, after)]


def _gitlab(top: Path, plan: Plan) -> list[Addition]:
    found = _new(top, _JOBS, _template("gitlab.yml", plan))
    path = top / ".gitlab-ci.yml"
    if not path.exists():
        found += _new(top, ".gitlab-ci.yml", _INCLUDE)
    elif _JOBS not in path.read_text("utf-8", "replace"):
        found.append(Addition(".gitlab-ci.yml", advice=f"add to it:\n\n{_INCLUDE}"))
    return found


def _hook(top: Path, plan: Plan) -> list[Addition]:
    name = ".pre-commit-config.yaml"
    item = _template("hook.yml", plan)
    path = top / name
    if not path.exists():
        return _new(top, name, "repos:\n" + textwrap.indent(item, "  "))
    before = path.read_bytes()
    lines = before.decode("utf-8", "replace").splitlines(keepends=True)
    if any("refactor-scan" in line for line in lines):
        return []
    place = _end_of_repos(lines)
    if place is None:
        return [Addition(name, advice=f"add to its repos:\n\n{item}")]
    at, indent = place
    if not lines[at - 1].endswith("\n"):
        lines[at - 1] += "\n"
    after = "".join([*lines[:at], textwrap.indent(item, indent), *lines[at:]]).encode()
    return [Addition(name, before, after)]


def _end_of_repos(lines: Sequence[str]) -> tuple[int, str] | None:
    """Where another item of `repos:` goes, and how far it is indented; None if that is not plain."""
    start = next((i for i, line in enumerate(lines) if re.match(r"repos:\s*(#.*)?$", line)), None)
    if start is None:
        return None
    items = [m for line in lines[start + 1 :] if (m := re.match(r"( *)- ", line))]
    if not items:
        return None
    indent, end = items[0][1], start + 1
    for number, line in enumerate(lines[start + 1 :], start + 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        deep = len(line) - len(line.lstrip(" "))
        if deep < len(indent) or (deep == len(indent) and not line.lstrip().startswith("- ")):
            break
        end = number + 1
    return end, indent


def _new(top: Path, name: str, text: str) -> list[Addition]:
    """A file that is not there yet; one that is there stays as it is."""
    return [] if (top / name).exists() else [Addition(name, None, text.encode())]


def _template(name: str, plan: Plan) -> str:
    text = (_TEMPLATES / name).read_text("utf-8")
    patterns = " ".join(f"--pattern {p}" for p in plan.patterns)
    return text.replace("@VERSION@", plan.version).replace("@PATTERNS@", patterns)
