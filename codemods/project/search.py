"""Looking through the functions of a project, spread over processes."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from codemods.languages.python.facts import FileFacts, FunctionFact
from codemods.model.code import Function
from codemods.model.findings import Finding, Outcome, Refused
from codemods.project.codebase import Module
from codemods.project.effects import Effects
from codemods.project.processes import process_context, uncollected
from codemods.project.project import Project

Wanted = Callable[["Candidate"], bool]
Look = Callable[[Project, Effects, Function], Iterator[Finding | Refused]]

# What a forked worker finds ready; nothing of a project travels between processes but findings.
_ready: tuple[Project, Sequence[Question | None]] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a pattern asks of functions: `look` at the body of those that are `wanted` by their facts."""

    wanted: Wanted
    look: Look


@dataclass(frozen=True, slots=True)
class Candidate:
    """A function by its facts, before its body is read."""

    project: Project
    module: Module
    fact: FunctionFact

    def has_word(self, *words: str) -> bool:
        """Whether any of the words stands in its lines."""
        text = self._text()
        return any(word in text for word in words)

    def repeats(self, pattern: re.Pattern[str], times: int) -> bool:
        """Whether one and the same text that the pattern finds stands so often in its lines."""
        found = Counter(pattern.findall(self._text()))
        return any(count >= times for count in found.values())

    def _text(self) -> str:
        lines = self.project.lines(self.module.path)
        return "\n".join(lines[self.fact.line - 1 : self.fact.end_line])


def search(
    project: Project,
    questions: Sequence[Question | None],
    paths: frozenset[str] | None = None,
    jobs: int = 1,
) -> list[Outcome]:
    """The answers to each question, in the order of files and lines; None asks nothing.

    All are asked of a function before the next one is read, so they share what is learnt of it.
    """
    global _ready
    if not any(questions):
        return [Outcome() for _ in questions]
    names = sorted(p for p in project.by_path if paths is None or p in paths)
    _ready = (project, questions)
    if jobs > 1 and len(names) > 40 and process_context().get_start_method() == "fork":
        size = max(1, min(24, len(names) // (jobs * 4)))
        chunks = [names[i : i + size] for i in range(0, len(names), size)]
        with ProcessPoolExecutor(jobs, mp_context=process_context()) as pool:
            parts = list(pool.map(_look_through, chunks))
    else:
        parts = [_look_through(names)]
    _ready = None
    return [
        _outcome(project, [told for part in parts for told in part[index]])
        for index in range(len(questions))
    ]


def _outcome(project: Project, found: Sequence[Finding | Refused]) -> Outcome:
    findings: list[Finding] = []
    off: list[Finding] = []
    told = (f for f in found if isinstance(f, Finding))
    for finding in sorted(told, key=lambda f: (f.path, f.span, f.id)):
        (off if silenced(project, finding) else findings).append(finding)
    refusals = sorted(
        {r for r in found if isinstance(r, Refused)}, key=lambda r: (r.path, r.span, r.reason)
    )
    return Outcome(tuple(findings), tuple(refusals), tuple(off))


def silenced(project: Project, finding: Finding) -> bool:
    """Whether a comment in the file switches the pattern off at the finding's place.

    `# refactor: ignore[name]` holds for its own line, for the statement below a line of its own, and
    for a whole function when it stands at its `def`; `disable` and `enable` hold from line to line.
    """
    module = project.by_path.get(finding.path)
    if module is None or not module.facts.ignores:
        return False
    return switched_off(module.facts, project.lines(finding.path), finding)


def switched_off(facts: FileFacts, lines: Sequence[str], finding: Finding) -> bool:
    """`silenced`, for a file that is known by its facts and lines."""
    heads = {
        f.def_line: f
        for f in facts.functions
        if f.line <= finding.span.line <= finding.span.end_line <= f.end_line
    }
    off = False
    for number, verb, patterns in facts.ignores:
        if patterns and finding.pattern not in patterns:
            continue
        if verb in ("disable", "enable"):
            if number <= finding.span.line:
                off = verb == "disable"
            continue
        alone = lines[number - 1].lstrip().startswith("#")
        meant = number + 1 if alone else number
        if finding.span.line <= meant <= finding.span.end_line or meant in heads:
            return True
        if any(f.line <= meant <= f.def_line for f in heads.values()):
            return True
    return off


def _look_through(paths: list[str]) -> list[list[Finding | Refused]]:
    if _ready is None:
        return []
    project, questions = _ready
    effects = project.memo.get("effects")
    if not isinstance(effects, Effects):
        effects = project.memo["effects"] = Effects(project)
    found: list[list[Finding | Refused]] = [[] for _ in questions]
    asked = [(q, answers) for q, answers in zip(questions, found, strict=True) if q is not None]
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 12_000))
    try:
        with uncollected():
            for path in paths:
                module = project.by_path[path]
                for fact in module.facts.functions:
                    candidate = Candidate(project, module, fact)
                    for question, answers in asked:
                        if question.wanted(candidate):
                            function = project.function(module, fact)
                            if function is not None:
                                answers += _guarded(
                                    project, effects, function, module, question.look
                                )
    finally:
        sys.setrecursionlimit(limit)
    return found


def _guarded(
    project: Project, effects: Effects, function: Function, module: Module, look: Look
) -> list[Finding | Refused]:
    try:
        return list(look(project, effects, function))
    except RecursionError:
        return [
            Refused(
                "",
                module.path,
                function.span,
                function.name,
                "the code is nested too deeply to follow",
            )
        ]
