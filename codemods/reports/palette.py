"""Colours of a terminal: named ones on a background nobody knows, tinted lines where it is known."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Styles in the words of rich; `tokens` by the first letters of a token's short name."""

    tokens: Mapping[str, str]
    gone: str
    new: str
    gone_word: str
    new_word: str
    gone_mark: str
    new_mark: str
    faint: str = "dim"


# The sixteen colours follow the person's own theme, so they can be read on any background.
NAMED = Palette(
    {
        "k": "magenta", "ow": "magenta", "s": "green", "c": "dim italic", "m": "cyan",
        "nf": "blue", "fm": "blue", "nc": "bold blue", "nd": "yellow", "nb": "cyan", "bp": "italic",
    },
    gone="", new="",
    gone_word="bold underline red", new_word="bold underline green",
    gone_mark="bold red", new_mark="bold green",
)  # fmt: skip

PLAIN = Palette({}, gone="", new="", gone_word="", new_word="", gone_mark="", new_mark="", faint="")

DARK = Palette(
    {
        "k": "#c792ea", "ow": "#c792ea", "s": "#c3e88d", "c": "italic #7f8aa3", "m": "#f78c6c",
        "nf": "#82aaff", "fm": "#82aaff", "nc": "bold #ffcb6b", "nd": "#ffcb6b", "nb": "#89ddff",
        "bp": "italic #f07178",
    },
    gone="on #3a2226", new="on #1d3326",
    gone_word="bold on #71343b", new_word="bold on #2c6240",
    gone_mark="bold #ff7b85", new_mark="bold #6fdc92", faint="#8792a8",
)  # fmt: skip

LIGHT = Palette(
    {
        "k": "#8250df", "ow": "#8250df", "s": "#0a5a34", "c": "italic #636c76", "m": "#953800",
        "nf": "#0550ae", "fm": "#0550ae", "nc": "bold #953800", "nd": "#953800", "nb": "#0550ae",
        "bp": "italic #a40e26",
    },
    gone="on #ffebe9", new="on #dafbe1",
    gone_word="bold on #ffc1bc", new_word="bold on #97e6ab",
    gone_mark="bold #a40e26", new_mark="bold #116329", faint="#59636e",
)  # fmt: skip


def fitting(colours: str | None) -> Palette:
    """The palette for a terminal with such colours: tinted lines need its background, which few tell."""
    if colours is None:
        return PLAIN
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    if colours not in ("256", "truecolor") or not background.isdigit():
        return NAMED
    return LIGHT if int(background) in (7, 15) else DARK
