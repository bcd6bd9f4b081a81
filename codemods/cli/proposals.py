"""From the findings of a checkout to the branches and texts that are proposed."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from codemods import __version__
from codemods.delivery import branches, pages
from codemods.delivery.command import Git
from codemods.delivery.hosts.host import Proposal
from codemods.delivery.owners import Owners
from codemods.delivery.subject import Habit, subject_of
from codemods.reports.pull_request import Story, details, summary

if TYPE_CHECKING:
    from codemods.model.findings import Finding
    from codemods.pipeline import Analysis, Rewrite

Look = Callable[[str], "Analysis"]  # the findings of one pattern in the checkout
_SEVERITIES = ("critical", "high", "medium", "low")
USUAL_LABELS = ("refactor", "performance")


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants findings to be cut into pull requests."""

    patterns: tuple[str, ...]
    unsafe: bool = False
    split: str = "pattern"
    most: int | None = None
    prefix: str = "refactor/"
    paths: tuple[str, ...] = ()
    signoff: bool = False
    again: str = ""  # the command for a codemod of somebody else

    def scope(self, pattern: str) -> str:
        """What a run looked at: only a run with the same scope can say that nothing is left."""
        parts = (pattern, str(self.unsafe), self.split, *sorted(self.paths))
        return pages.digest(*parts)[:8]


@dataclass(frozen=True, slots=True)
class Draft:
    """One branch to be: its commits as rewrites, in order, and what is left out of it."""

    branch: str
    pattern: str
    steps: tuple[Rewrite, ...]
    waiting: int = 0
    later: int = 0
    analyses: tuple[Analysis, ...] = field(default=(), repr=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for step in self.steps for f in step.applied)

    @property
    def plan(self) -> str:
        return pages.digest(*sorted(f.id for f in self.findings))


def drafts(tree: Path, wish: Wish, look: Look) -> Iterator[Draft]:
    """The branches that the findings of a checkout come to; nothing is written in the end."""
    from codemods.delivery.files import replace_all

    if wish.split != "none":
        for pattern in wish.patterns:
            found = look(pattern)
            taken = _taken(found, wish)
            for part, group in _groups(tree, found, taken, wish.split):
                name = f"{wish.prefix}{pattern}{f'/{part}' if part else ''}"
                step, later = _rewritten(found, group, wish.most)
                if step.changes:
                    waiting = 0 if part else _waiting(found, wish)
                    yield Draft(name, pattern, (step,), waiting, later, (found,))
        return
    steps, analyses, later, waiting, most = [], [], 0, 0, wish.most
    for pattern in wish.patterns:
        found = look(pattern)
        step, left = _rewritten(found, _taken(found, wish), most)
        later, waiting = later + left, waiting + _waiting(found, wish)
        if step.changes:
            # The next pattern reads what this one wrote.
            replace_all(found.root, [(c.path, c.before, c.after) for c in step.changes])
            steps.append(step)
            analyses.append(found)
            most = None if most is None else most - len(step.applied)
    branches.start_again(Git(tree), "HEAD")
    if steps:
        together = "-".join(wish.patterns)
        yield Draft(wish.prefix + together, together, tuple(steps), waiting, later, tuple(analyses))


def committed(tree: Path, base: str, draft: Draft, known: Habit, wish: Wish) -> str:
    """Commit the steps of a draft on the base, in its checkout; returns the last commit."""
    git = Git(tree)
    branches.start_again(git, base)
    tip = base
    for step, found in zip(draft.steps, draft.analyses, strict=True):
        changes = [(c.path, c.before, c.after) for c in step.changes]
        tip = branches.commit(git, found.root, changes, _message(git, step, known, wish))
    return tip


def proposal(
    draft: Draft, base: str, known: Habit, wish: Wish, template: str, as_draft: bool | None
) -> Proposal:
    """The pull request of a draft, before people and labels are asked for."""
    from codemods.pipeline import summary_of

    findings = draft.findings
    title = subject_of(findings, known)
    names = sorted({f.pattern for f in findings})
    touched = {f.path for f in findings}
    story = Story(
        findings,
        {name: f"what `{name}` does" if wish.again else summary_of(name) for name in names},
        command_line(names, wish),
        __version__,
        dropped=[r for step in draft.steps for r in step.dropped],
        left=[r for a in draft.analyses for r in a.refusals if r.path in touched],
        waiting=draft.waiting,
        later=draft.later,
    )
    room = 59_000 - len(template) - len(summary(story))
    mark = pages.Marker(
        draft.branch, base, draft.plan, wish.scope(draft.pattern), pages.digest(title)
    )
    body = pages.page(summary(story), details(story, max(room, 5_000)), mark, template)
    unsafe = any(f.verdict == "unsafe" for f in findings)
    return Proposal(draft.branch, base, title, body, unsafe if as_draft is None else as_draft)


def command_line(patterns: Sequence[str], wish: Wish) -> str:
    """How to have the same edits by hand."""
    if wish.again:
        return wish.again
    words = ["refactor", "apply", *(part for p in patterns for part in ("--pattern", p))]
    words += ["--unsafe"] if wish.unsafe else []
    return shlex.join([*words, *wish.paths])


def _message(git: Git, step: Rewrite, known: Habit, wish: Wish) -> str:
    from codemods.delivery.message import commit_message

    names = sorted({f.pattern for f in step.applied})
    text = commit_message(step.applied, command_line(names, wish), __version__, known)
    if wish.signoff:
        text += f"Signed-off-by: {branches.signature(git)}\n"
    return text


def _taken(found: Analysis, wish: Wish) -> list[Finding]:
    """The findings to carry out, the worst first, in an order that edits elsewhere do not change."""
    allowed = ("safe", "unsafe") if wish.unsafe else ("safe",)
    taken = [f for f in found.findings if f.edits and f.verdict in allowed]
    return sorted(taken, key=lambda f: (_SEVERITIES.index(f.severity), f.path, f.span.line, f.id))


def _waiting(found: Analysis, wish: Wish) -> int:
    return 0 if wish.unsafe else sum(f.verdict == "unsafe" for f in found.findings if f.edits)


def _rewritten(found: Analysis, taken: Sequence[Finding], most: int | None) -> tuple[Rewrite, int]:
    from codemods.pipeline import rewrite

    now = list(taken) if most is None else list(taken[: max(most, 0)])
    return rewrite(found, now), len(taken) - len(now)


def _groups(
    tree: Path, found: Analysis, taken: Sequence[Finding], split: str
) -> list[tuple[str, list[Finding]]]:
    """The findings by package or by owner; all of them under no name otherwise."""
    if split == "pattern":
        return [("", list(taken))] if taken else []
    owners = Owners.of(tree)
    groups: dict[str, list[Finding]] = {}
    for finding in taken:
        if split == "package":
            folders = finding.path.split("/")[:-1]
            part = ".".join(f for f in folders if f not in ("src", "lib")) or "root"
        else:
            path = (found.root / finding.path).relative_to(tree).as_posix()
            who = (o.removeprefix("@") for o in owners.of_file(path))
            part = "-".join(who).replace("/", "-") or "unowned"
        groups.setdefault(branches.fit_for_name(part), []).append(finding)
    return sorted(groups.items())
