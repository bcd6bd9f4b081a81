"""Where the text of the project shows a word: the cheap look before any body is read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from codemods.model.code import Function
from codemods.project.codebase import Codebase, Module


def modules_by_word(project: Codebase, pattern: re.Pattern[str]) -> Mapping[str, list[Module]]:
    """The modules by the words that a pattern finds in their text."""
    key = ("modules by word", pattern.pattern)
    known = project.memo.get(key)
    if isinstance(known, dict):
        return known
    found: dict[str, list[Module]] = defaultdict(list)
    for module in project.modules.values():
        for name in set(pattern.findall("\n".join(project.lines(module.path)))):
            found[name].append(module)
    project.memo[key] = found
    return found


def functions_showing(project: Codebase, module: Module, text: str) -> Iterator[Function]:
    """The functions of a module that have a text in one of their lines."""
    rows = [n for n, line in enumerate(project.lines(module.path), 1) if text in line]
    for fact in module.facts.functions:
        if any(fact.line <= row <= fact.end_line for row in rows):
            function = project.function(module, fact)
            if function is not None:
                yield function
