"""What goes to a guest's process, and what comes back: plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One file for a guest: its path below the root, the name it is imported by, its text."""

    path: str
    module: str
    text: str

    @property
    def source_root(self) -> str:
        """The folder that imports begin at, relative to the root: "src" or "" as a rule."""
        inner = self.module.replace(".", "/")
        stem = self.path.removesuffix(".py").removesuffix("/__init__")
        return stem.removesuffix(inner).strip("/") if stem.endswith(inner) else ""

    @property
    def package(self) -> str:
        """The package that relative imports begin at."""
        if self.path.rpartition("/")[2] == "__init__.py":
            return self.module
        return self.module.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a guest made of a file.

    `text` is new text that parses, None where nothing is to be changed; `again` says what a second
    run does to that text, "" when it leaves it. `problem` says why the guest failed, `declined` why
    it did not want to; `notes` are what it had to say.
    """

    path: str
    text: str | None = None
    again: str = ""
    problem: str = ""
    declined: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """The guest is loaded and its arguments are right. `about` is what it says of itself."""

    about: str = ""


@dataclass(frozen=True, slots=True)
class Unfit:
    """The guest cannot be run at all: what is wrong, what to do."""

    what: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """The guest was asked for its help and nothing else."""

    text: str


Greeting = Ready | Unfit | Help
