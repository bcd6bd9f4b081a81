"""Comments that switch a pattern off at a place: written, and proved to do it."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codemods.languages.python.comments import NoPlace, with_ignore
from codemods.model.findings import Finding
from codemods.project.codebase import FactsStore
from codemods.project.files import SourceFile, read_source
from codemods.project.project import Project
from codemods.settings import Settings


@dataclass(frozen=True, slots=True)
class Ignore:
    """A finding that a person wants to hear no more of, and why."""

    finding: Finding
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Silenced:
    """New texts by path, the findings that are ignored now, and by id why others are not.

    `also` are findings nobody named that one of the comments covers, too.
    """

    texts: Mapping[str, str]
    ignored: tuple[Ignore, ...]
    failures: Mapping[str, str]
    also: tuple[Finding, ...]


def silence(
    root: Path,
    files: Sequence[SourceFile],
    settings: Settings,
    texts: Mapping[str, str],
    ignores: Sequence[Ignore],
    cache: FactsStore | None = None,
) -> Silenced:
    """Write the comments into the files as `texts` has them, else as they are on disk.

    Where the findings stand is asked again, because edits move lines: a finding that an edit took
    away needs no comment. One that a new look still sees behind its comment is a failure.
    """
    new = dict(texts)
    if not ignores:
        return Silenced(new, (), {}, ())
    found = _findings(Project.read(root, files, settings, cache, overlay=new), ignores)
    failures: dict[str, str] = {}
    written: list[Ignore] = []
    # From the end of a file to its beginning, so that what is still to come does not move.
    placed = (i for i in ignores if i.finding.id in found)
    for ignore in sorted(placed, key=lambda i: found[i.finding.id].span, reverse=True):
        here = found[ignore.finding.id]
        text = new.get(here.path)
        if text is None:
            source = read_source(root / here.path)
            if source.text is None:
                failures[here.id] = source.error
                continue
            text = source.text
        try:
            changed = with_ignore(text, here.span, here.pattern, ignore.reason)
            read_source(root / here.path).encode(changed)
        except NoPlace as error:
            failures[here.id] = str(error)
        except UnicodeEncodeError:
            failures[here.id] = f"the encoding of {here.path} cannot hold the reason"
        else:
            new[here.path] = changed
            written.append(ignore)
    left = _findings(Project.read(root, files, settings, cache, overlay=new), ignores)
    for ignore in written:
        if ignore.finding.id in left:
            failures[ignore.finding.id] = "it would still be found behind its comment"
    if any(i.finding.id in failures for i in written):  # a comment that does nothing is not left
        kept = [i for i in ignores if i.finding.id not in failures]
        again = silence(root, files, settings, texts, kept, cache)
        return Silenced(again.texts, again.ignored, failures | dict(again.failures), again.also)
    named = {i.finding.id for i in ignores}
    also = tuple(f for f in found.values() if f.id not in left and f.id not in named)
    order = {i.finding.id: n for n, i in enumerate(ignores)}
    written.sort(key=lambda i: order[i.finding.id])
    return Silenced(new, tuple(written), failures, also)


def _findings(project: Project, ignores: Sequence[Ignore]) -> dict[str, Finding]:
    """What the patterns of the ignores find in their files."""
    found: dict[str, Finding] = {}
    for name in sorted({i.finding.pattern for i in ignores}):
        pattern = importlib.import_module(f"codemods.patterns.{name.replace('-', '_')}")
        paths = frozenset(i.finding.path for i in ignores if i.finding.pattern == name)
        found |= {f.id: f for f in pattern.find(project, paths).findings}
    return found
