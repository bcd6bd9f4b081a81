"""LibCST commands: found by module and class, made anew for every file as `libcst.tool` does."""

from __future__ import annotations

import difflib
import importlib
import inspect
from pathlib import Path

import libcst as cst
from libcst.codemod import Codemod, CodemodContext, SkipFile
from libcst.metadata import FullRepoManager

from codemods.errors import RefactorError
from codemods.guests.arguments import parsed
from codemods.guests.guest import Guest
from codemods.guests.job import Job
from codemods.guests.runnable import Declined, Edited, Unreadable

_SILENT = "No description."  # what LibCST has for a command that does not describe itself


class LibcstCommand:
    """A command with its arguments; `folder` holds the copies of the files."""

    def __init__(self, command: type[Codemod], arguments: dict[str, object], folder: Path) -> None:
        self._command = command
        self._arguments = arguments
        self._folder = folder

    @property
    def about(self) -> str:
        said = getattr(self._command, "DESCRIPTION", "")
        told = "" if said == _SILENT else str(said)
        return (told.strip() or inspect.cleandoc(self._command.__doc__ or "")).partition("\n")[0]

    def check(self, job: Job | None) -> None:
        """RefactorError when the command cannot be made with these arguments."""
        try:
            self._made(job)
        except SkipFile:
            return
        except Exception as error:
            raise RefactorError(
                f"{self._command.__name__} does not take its arguments: {error}",
                "See what it takes: --codemod ... -- --help",
            ) from None

    def edit(self, job: Job) -> Edited:
        try:
            tree = cst.parse_module(job.text)
        except cst.ParserSyntaxError as error:
            raise Unreadable(f"LibCST cannot read line {error.raw_line}") from None
        try:
            command = self._made(job)
            text = command.transform_module(tree).code
        except SkipFile as error:
            raise Declined(str(error)) from None
        return Edited(text, tuple(command.context.warnings))

    def _made(self, job: Job | None) -> Codemod:
        context = CodemodContext() if job is None else self._context(job)
        return self._command(context=context, **self._arguments)

    def _context(self, job: Job) -> CodemodContext:
        path = str(self._folder / job.path)
        manager = FullRepoManager(
            str(self._folder / job.source_root),
            [path],
            self._command.get_inherited_dependencies(),
        )
        return CodemodContext(
            filename=path,
            full_module_name=job.module,
            full_package_name=job.package,
            metadata_manager=manager,
        )


def load(guest: Guest, folder: Path) -> LibcstCommand:
    """The command that a person named, with its arguments checked.

    Raises RefactorError where there is none, HelpWanted where its help was asked for.
    """
    try:
        module = importlib.import_module(guest.place)
    except ImportError as error:
        raise RefactorError(f"cannot import `{guest.place}`: {error}", _where(error)) from None
    command = getattr(module, guest.member, None)
    if command is None:
        known = sorted(
            name
            for name, value in vars(module).items()
            if _is_command(value) and value.__module__ == module.__name__
        )
        near = difflib.get_close_matches(guest.member, known, n=1)
        there = f"Commands there: {', '.join(known) or 'none'}."
        raise RefactorError(
            f"there is no `{guest.member}` in `{guest.place}`",
            f"Did you mean `{near[0]}`? {there}" if near else there,
        )
    if not _is_command(command):
        raise RefactorError(
            f"`{guest.typed}` is not a LibCST command that can be run",
            "It has to be a class with libcst.codemod.CodemodCommand among its bases.",
        )
    add_args = getattr(command, "add_args", lambda parser: None)
    about = str(getattr(command, "DESCRIPTION", ""))
    return LibcstCommand(command, parsed(guest, about, add_args), folder)


def _is_command(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Codemod) and not inspect.isabstract(value)


def _where(error: ImportError) -> str:
    places = "the current folder, the project's root and the environment that refactor runs in"
    missing = error.name or ""
    if missing and "." not in missing:
        return f"Looked in {places}; into that: pipx inject refactor-assistant {missing}."
    return f"Looked in {places}."
