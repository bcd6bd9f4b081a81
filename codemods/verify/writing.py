"""The new texts of a run, finding by finding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from codemods.languages.python.rewrite import CannotWrite, write
from codemods.model.findings import Finding
from codemods.model.steps import FileEdit, PlanStep
from codemods.project.files import Source, read_source
from codemods.settings import Settings


class Texts:
    """Files with the plans of the findings taken so far carried out."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root = root
        self.settings = settings
        self._sources: dict[str, Source] = {}
        # No steps at all: the text was given, and nothing can be written beside it.
        self._steps: dict[str, list[PlanStep]] = {}
        self._texts: dict[str, str] = {}

    def further(self) -> Texts:
        """The same texts as a new beginning: the next findings are about what is written now."""
        after = Texts(self.root, self.settings)
        after._sources = {
            path: replace(source, text=self._texts.get(path, source.text))
            for path, source in self._sources.items()
        }
        after._texts = dict(self._texts)
        return after

    def take(self, finding: Finding) -> str | None:
        """Carry out a finding's plan in all its files or in none; the reason when it does not go."""
        new: dict[str, str] = {}
        steps: dict[str, list[PlanStep]] = {}
        for edit in finding.edits:
            source = self._source(edit.path)
            if source.text is None:
                return source.error
            if edit.text is not None or self._steps.get(edit.path) == []:
                if edit.path in self._steps or edit.text is None:
                    return "another rewrite changes the file; run again for this one"
                problem = _misfit(source, edit)
                if problem:
                    return problem
                new[edit.path], steps[edit.path] = edit.text, []
                continue
            steps[edit.path] = [*self._steps.get(edit.path, ()), *edit.steps]
            try:
                text = _written(source.text, tuple(steps[edit.path]), self.settings.line_length)
                source.encode(text)
            except CannotWrite as error:
                return str(error)
            except UnicodeEncodeError:
                return f"the encoding of {edit.path} cannot hold the new text"
            new[edit.path] = text
        self._steps |= steps
        self._texts |= new
        return None

    def _source(self, path: str) -> Source:
        if path not in self._sources:
            self._sources[path] = read_source(self.root / path)
        return self._sources[path]

    def join(self, other: Texts) -> bool:
        """Take over what others have written when it is in other files; whether that was so."""
        if self._steps.keys() & other._steps.keys():
            return False
        self._sources |= other._sources
        self._steps |= other._steps
        self._texts |= other._texts
        return True

    def text_before(self, path: str) -> str:
        """The text that a file has now; "" when it cannot be read."""
        return self._source(path).text or ""

    @property
    def overlay(self) -> dict[str, str]:
        """New texts by path."""
        return dict(self._texts)

    def changed(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Path, old bytes and new bytes of every file that differs."""
        for path in sorted(self._texts):
            source = self._sources[path]
            data = source.encode(self._texts[path])
            if data != source.data:
                yield path, source.data, data


def _misfit(source: Source, edit: FileEdit) -> str:
    """Why a given text cannot stand in a file; "" when it can."""
    if hashlib.sha256(source.data).hexdigest() != edit.made_from:
        return f"{edit.path} has changed since it was read; run again"
    try:
        source.encode(edit.text or "")
    except UnicodeEncodeError:
        return f"the encoding of {edit.path} cannot hold the new text"
    return ""


@lru_cache(maxsize=512)
def _written(text: str, steps: tuple[PlanStep, ...], line_length: int) -> str:
    # Cutting a change into commits writes the same steps again for every state.
    return write(text, steps, line_length)
