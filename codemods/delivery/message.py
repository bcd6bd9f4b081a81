"""What a commit says of the findings it carries out."""

from __future__ import annotations

import re
import shlex
import string
import textwrap
from collections.abc import Sequence

from codemods.delivery.subject import WIDTH, Habit, scope_of, subject_of
from codemods.errors import RefactorError
from codemods.model.findings import Finding

_FIELDS = ("pattern", "function", "path", "scope", "count", "subject")


def commit_message(
    findings: Sequence[Finding],
    command: str,
    version: str,
    habit: Habit | None = None,
    template: str = "",
    ignored: Sequence[tuple[Finding, str]] = (),
) -> str:
    """Subject, what changed and why per function, how to do it again, and trailers.

    `ignored` are findings that got a comment instead of an edit, with the reason a person gave.

    A template takes the place of the subject; one of several lines that of the text, too. The
    trailers always follow: by them a commit is known again.
    """
    subject, body = _ignoring([f for f, _ in ignored]), ""
    if findings:
        subject = subject_of(findings, habit or Habit())
    if template and findings:
        subject, _, body = filled(template, findings, habit or Habit()).partition("\n")
    parts = [subject.strip()]
    if body.strip():
        parts.append(body.strip("\n").rstrip())
    else:
        parts += [_paragraph(finding) for finding in findings]
        parts += _ignored(ignored)
        parts.append(f"Made by refactor {version}:\n{_command(command)}")
    parts.append(trailers(findings, [f for f, _ in ignored]))
    return "\n\n".join(parts) + "\n"


def _ignoring(findings: Sequence[Finding]) -> str:
    patterns = ", ".join(sorted({f.pattern for f in findings}))
    places = "1 place" if len(findings) == 1 else f"{len(findings)} places"
    return f"Ignore {patterns} where it is not wanted ({places})"


def _ignored(ignored: Sequence[tuple[Finding, str]]) -> list[str]:
    if not ignored:
        return []
    lines = ["Ignored from now on, by a comment at the place:"]
    for finding, reason in ignored:
        told = f"{finding.function} ({finding.path})" + (f": {reason}" if reason else "")
        lines.append(_wrapped(told, "  - ", "    "))
    return ["\n".join(lines)]


def trailers(findings: Sequence[Finding], ignored: Sequence[Finding] = ()) -> str:
    """The lines that programs read: patterns and findings, folded as git folds them."""
    patterns = ", ".join(dict.fromkeys(f.pattern for f in (*findings, *ignored)))
    told = [("Refactor-Pattern", patterns)]
    if findings:
        told.append(("Refactor-Findings", ", ".join(f.id for f in findings)))
    if ignored:
        told.append(("Refactor-Ignored", ", ".join(f.id for f in ignored)))
    return "\n".join(_wrapped(f"{name}: {value}", "", " ") for name, value in told)


def check_template(template: str) -> None:
    """RefactorError for a template that cannot become a message."""
    if not template.strip() or not template.lstrip(" ").splitlines()[0].strip():
        raise RefactorError("--message has no subject", "Its first line says what is done.")
    try:
        fields = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError as error:
        raise RefactorError(
            f"--message cannot be read: {error}", "Write {{ and }} for braces."
        ) from None
    for name in fields:
        if name not in _FIELDS:
            known = ", ".join(f"{{{field}}}" for field in _FIELDS)
            raise RefactorError(
                f"--message has the unknown placeholder {{{name}}}",
                f"Known: {known}; write {{{{ and }}}} for braces.",
            )


def check_author(author: str) -> None:
    """RefactorError for an author that git would not take, or would look up."""
    if not re.fullmatch(r"[^<>\n]*[^<>\s][^<>\n]* <[^<>\s]+>", author):
        raise RefactorError(
            f"`{author}` is no author",
            'Write a name and an address: --author "Ada <ada@site.org>".',
        )


def filled(template: str, findings: Sequence[Finding], habit: Habit) -> str:
    """The template with what it names: several patterns, functions or paths stand side by side."""
    names = [f.function.rpartition(".")[2] for f in findings]
    return template.format(
        pattern=", ".join(dict.fromkeys(f.pattern for f in findings)),
        function=", ".join(dict.fromkeys(names)),
        path=", ".join(sorted({f.path for f in findings})),
        scope=scope_of(findings, habit),
        count=len(findings),
        subject=subject_of(findings, habit),
    )


def _paragraph(finding: Finding) -> str:
    cost = f"{finding.cost_before} -> {finding.cost_after}, " if finding.cost_before else ""
    parts = [
        _wrapped(f"{finding.function} ({finding.path}): {cost}{finding.verdict}", "", "  "),
        _wrapped(finding.message, "  ", "  "),
    ]
    parts += [_wrapped(evidence, "  - ", "    ") for evidence in finding.evidence]
    parts += [_wrapped(f"not proved: {fact}", "  - ", "    ") for fact in finding.missing]
    return "\n".join(part for part in parts if part)


def _command(command: str) -> str:
    """A command that can be copied, whatever its length."""
    lines: list[str] = []
    for word in map(shlex.quote, shlex.split(command)):
        if lines and len(lines[-1]) + len(word) < WIDTH - 6:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "    " + " \\\n      ".join(lines)


def _wrapped(text: str, first: str, rest: str) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
