"""A LibCST command's own arguments, checked by the parser that it fills with `add_args`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import NoReturn

from codemods.errors import RefactorError
from codemods.guests.guest import Guest


class HelpWanted(Exception):
    """Somebody asked for help; the text is the first argument."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong by exceptions instead of ending the process."""

    def error(self, message: str) -> NoReturn:
        raise RefactorError(
            f"{self.prog}: {message}",
            f"It takes: {_usage(self)} (`-- --help` says more).",
        )

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        raise HelpWanted(self.format_help())


def parsed(
    guest: Guest, about: str, add_args: Callable[[argparse.ArgumentParser], None]
) -> dict[str, object]:
    """The keyword arguments for the command's constructor.

    Raises RefactorError for arguments that the command does not take, HelpWanted for `--help`.
    """
    parser = _Parser(prog=guest.member, description=about, allow_abbrev=False)
    add_args(parser)
    words = [*guest.words, *_as_words(parser, guest.options)]
    return vars(parser.parse_args(words))


def _as_words(
    parser: argparse.ArgumentParser, options: Sequence[tuple[str, str | None]]
) -> list[str]:
    """NAME=VALUE as the parser spells it: an option, a flag, or a value at its position."""
    words: list[str] = []
    placed: dict[int, str] = {}
    actions = [a for a in parser._actions if a.dest != "help"]
    for name, value in options:
        plain = name.replace("-", "_")
        found = next((a for a in actions if plain in _names(a)), None)
        if found is None:
            parser.error(f"unrecognized argument: {name}")
        if not found.option_strings:
            placed[actions.index(found)] = value or ""
        elif found.nargs == 0:
            words += _flag(parser, found, name, value)
        elif value is None:
            parser.error(f"argument {name}: expected a value, as in {name}=VALUE")
        else:
            words.append(f"{_spelled(found, plain)}={value}")
    if placed:
        words += ["--", *(placed[index] for index in sorted(placed))]
    return words


def _flag(
    parser: argparse.ArgumentParser, action: argparse.Action, name: str, value: str | None
) -> list[str]:
    told = (value or "true").lower()
    if told in ("true", "yes", "1"):
        return [_spelled(action, name.replace("-", "_"))]
    if told not in ("false", "no", "0"):
        parser.error(f"argument {name}: is true or false, not {value!r}")
    return []


def _names(action: argparse.Action) -> set[str]:
    spelled = {o.lstrip("-").replace("-", "_") for o in action.option_strings}
    return {action.dest, *spelled}


def _spelled(action: argparse.Action, name: str) -> str:
    """The option as it was meant: `--no-x` and `--x` may share a destination."""
    for option in action.option_strings:
        if option.lstrip("-").replace("-", "_") == name:
            return option
    return max(action.option_strings, key=len)


def _usage(parser: argparse.ArgumentParser) -> str:
    text = " ".join(parser.format_usage().split())
    return text.removeprefix(f"usage: {parser.prog}").removeprefix(" [-h]").strip() or "nothing"
