"""The body of a pull request as a page that people write on, too.

What this tool writes stands between comments of its own; a new run replaces that, and nothing else.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from codemods.errors import RefactorError

_SUMMARY = ("<!-- refactor:summary -->", "<!-- /refactor:summary -->")
_DETAILS = ("<!-- refactor:details -->", "<!-- /refactor:details -->")
_MARKER = re.compile(r"<!-- refactor:pr v1 ([^\n]*?) -->")
_HEADING = re.compile(
    r"^#{1,6}[^\n]*\b(description|summary|what|why|changes?|proposed|overview|motivation)\b[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FOLDERS = ("", ".github", "docs", ".gitlab", ".gitea", ".forgejo")
_NAMES = ("pull_request_template", "merge_request_template")
_MANY = ("pull_request_template", "merge_request_templates")


@dataclass(frozen=True, slots=True)
class Marker:
    """What a pull request remembers of the run that made it."""

    id: str
    base: str
    plan: str
    scope: str = ""
    title: str = ""

    def __str__(self) -> str:
        told = (f"{name}={getattr(self, name)}" for name in self.__slots__ if getattr(self, name))
        return f"<!-- refactor:pr v1 {' '.join(told)} -->"


def marker(body: str) -> Marker | None:
    """The marker of a body: the last one, because nothing of the user's code comes after it."""
    found = _MARKER.findall(body)
    if not found:
        return None
    values = dict(part.split("=", 1) for part in found[-1].split() if "=" in part)
    known = {name: values.get(name, "") for name in Marker.__slots__}
    return Marker(**known)


def digest(*parts: str) -> str:
    """A short name for a text."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def page(summary: str, details: str, mark: Marker, template: str = "") -> str:
    """A new body: the project's template with the summary where it asks for one, then the details."""
    top = f"{_SUMMARY[0]}\n{summary}\n{_SUMMARY[1]}"
    bottom = f"{_DETAILS[0]}\n{details}\n\n{mark}\n{_DETAILS[1]}"
    if not template.strip():
        return f"{top}\n\n{bottom}\n"
    heading = _HEADING.search(template)
    if heading is None:
        return f"{top}\n\n{template.strip()}\n\n{bottom}\n"
    rest = template[heading.end() :]
    # What the template asks for below the heading is answered; an open box stays for people.
    rest = re.sub(r"\A\s*(<!--.*?-->\s*)+", "\n\n", rest, count=1, flags=re.DOTALL)
    before = template[: heading.end()].lstrip()
    return f"{before}\n\n{top}\n\n{rest.strip()}\n\n{bottom}\n".replace("\n\n\n\n", "\n\n")


def renewed(old: str, new: str) -> str:
    """An old body with this tool's parts as in the new one; people's words around them stay."""
    old = old.replace("\r\n", "\n")
    if not old.strip():
        return new
    if _part(old, _DETAILS) is None:
        return f"{old.rstrip()}\n\n{_DETAILS[0]}{_part(new, _DETAILS)}{_DETAILS[1]}\n"
    for ends in (_SUMMARY, _DETAILS):
        here, there = _part(old, ends), _part(new, ends)
        if here is not None and there is not None:
            old = old.replace(f"{ends[0]}{here}{ends[1]}", f"{ends[0]}{there}{ends[1]}", 1)
    return old


def marked(body: str, mark: Marker) -> str:
    """A body with another marker."""
    found = list(_MARKER.finditer(body))
    if not found:
        return f"{body.rstrip()}\n\n{mark}\n"
    return body[: found[-1].start()] + str(mark) + body[found[-1].end() :]


def short(body: str) -> str:
    """The summary of a body, wherever its template has put it."""
    return (_part(body, _SUMMARY) or body).strip()


def _part(body: str, ends: tuple[str, str]) -> str | None:
    start, stop = body.find(ends[0]), body.rfind(ends[1])
    return body[start + len(ends[0]) : stop] if 0 <= start < stop else None


def template(top: Path, wish: str | None = None) -> str:
    """The text of the project's template, "" without one; RefactorError when a named one is missing.

    Where there are several to choose from and none is the default, there is none until a person
    names it.
    """
    own, several = _templates(top)
    if wish is None:
        return _read(own[0]) if own else ""
    known = [*own, *(p for p in several if p not in own)]
    for path in (top / wish, Path(wish), *(p for p in known if wish in (p.name, p.stem))):
        if path.is_file():
            return _read(path)
    names = ", ".join(p.relative_to(top).as_posix() for p in known)
    raise RefactorError(
        f"there is no pull request template `{wish}`",
        f"Known: {names}." if names else "The repository has none.",
    )


def _templates(top: Path) -> tuple[list[Path], list[Path]]:
    """The templates that hosts take by themselves, the first before others, and those to choose."""
    own: list[Path] = []
    several: list[Path] = []
    for folder in _FOLDERS:
        entries = sorted((top / folder).iterdir()) if (top / folder).is_dir() else []
        for entry in entries:
            name = entry.name.lower()
            if entry.is_file() and name.rpartition(".")[0] in _NAMES and _is_text(entry):
                own.append(entry)
            elif entry.is_dir() and name in _MANY:
                inside = sorted(p for p in entry.iterdir() if p.is_file() and _is_text(p))
                several += inside
                own += inside if len(inside) == 1 else ()
                own += (p for p in inside if p.stem.lower() == "default" and p not in own)
    return own, several


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in (".md", ".txt")


def _read(path: Path) -> str:
    return path.read_text("utf-8", "replace").replace("\r\n", "\n")
