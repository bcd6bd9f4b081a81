"""The golden cases as values: what stands in their folders, and what is expected of the tool."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent.parent / "golden"
CODEMOD = "codemod.txt"  # in the cases of golden/guests: what stands behind `--codemod`


@dataclass(frozen=True)
class Case:
    """One folder `golden/<pattern>/<a sentence>`."""

    pattern: str
    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    def has(self, name: str) -> bool:
        return (self.folder / name).exists()

    @property
    def has_world(self) -> bool:
        """Whether its run needs a real database."""
        return self._runs_with("WORLD =")

    @property
    def is_faulted(self) -> bool:
        """Whether its run fails at each of its writes in turn."""
        return self._runs_with('FAULTS = "')

    def _runs_with(self, setting: str) -> bool:
        script = self.folder / "run.py"
        return script.exists() and setting in script.read_text(encoding="utf-8")

    @property
    def asked(self) -> list[str]:
        """The words that ask the tool for the case: its pattern, or the codemod of a guest."""
        if not self.has(CODEMOD):
            return ["--pattern", self.pattern]
        text = (self.folder / CODEMOD).read_text(encoding="utf-8")
        place, *arguments = shlex.split(text)
        place = place.replace("bowler:", f"bowler:{self.folder}/")
        return ["--codemod", place, *arguments]

    @property
    def rewrites(self) -> bool:
        return self.has("after.py") or self.has("after")

    @property
    def silent(self) -> bool:
        return self.has("silent.txt")

    def files(self, version: str) -> dict[str, str]:
        """The files of a version, by the path they have in the project."""
        folder = self.folder / version
        if folder.is_dir():
            return {
                p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8")
                for p in sorted(folder.rglob("*.py"))
            }
        return {"case.py": (self.folder / f"{version}.py").read_text(encoding="utf-8")}

    def lay_out(self, root: Path) -> None:
        """Writes the case as a project of its own."""
        settings = self.folder / "pyproject.toml"
        text = settings.read_text(encoding="utf-8") if settings.exists() else ""
        root.mkdir(parents=True, exist_ok=True)
        (root / "pyproject.toml").write_text(text, encoding="utf-8")
        for path, source in self.files("before").items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(source, encoding="utf-8")

    @property
    def expected(self) -> dict[str, Any]:
        """What the finding must say; a rewrite is safe unless its case says otherwise."""
        path = self.folder / "finding.json"
        if path.exists():
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return found
        return {"verdict": "safe"} if self.rewrites else {}

    @property
    def trap(self) -> str:
        """The id of the way to go wrong that a refusal keeps from."""
        return self._refusal()[0]

    @property
    def phrase(self) -> str:
        """The words the reason of a refusal must contain."""
        return self._refusal()[1]

    def _refusal(self) -> tuple[str, str]:
        head, _, phrase = (self.folder / "refused.txt").read_text(encoding="utf-8").partition("\n")
        return head.removeprefix("#").strip(), phrase.strip()


def cases(pattern: str | None = None) -> list[Case]:
    """All cases of patterns, or those of one pattern, by name."""
    found = [c for c in _folders() if not c.has(CODEMOD) and pattern in (None, c.pattern)]
    return sorted(found, key=lambda c: (c.pattern, c.name))


def guest_cases() -> list[Case]:
    """The cases of codemods that others wrote, by name."""
    return sorted((c for c in _folders() if c.has(CODEMOD)), key=lambda c: c.name)


def _folders() -> list[Case]:
    return [Case(f.parent.name, f) for f in GOLDEN.glob("*/*") if f.is_dir()]
