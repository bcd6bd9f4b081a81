"""What an audit advises, in Markdown: priorities, and a checklist for the review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from codemods.reports.audit import VERDICTS, Audit
from codemods.reports.markdown_text import code, prose
from codemods.reports.rules import points, sections
from codemods.reports.text_report import count

_FIRST = 15
_MOST_FACTS = 10

_STEPS = {
    "safe": "Take what is proved",
    "unsafe": "Supply the missing facts, then take these",
    "manual": "Decide these",
}


def priorities(audit: Audit) -> Iterator[str]:
    """What to take first, what needs a fact, what needs a decision."""
    if not audit.fixes:
        return
    yield ""
    yield "## Priorities"
    step = 0
    for verdict in VERDICTS:
        fixes = [fix for fix in audit.by_priority if fix.finding.verdict == verdict]
        if not fixes:
            continue
        step += 1
        yield ""
        yield f"{step}. **{_STEPS[verdict]}** ({count(len(fixes), 'place')})"
        names = sorted({fix.finding.pattern for fix in fixes if fix.texts})
        if names and verdict != "manual":
            more = " --unsafe" if verdict == "unsafe" else ""
            words = " ".join(f"--pattern {name}" for name in names)
            yield f"   with {code(f'refactor apply {words}{more}')}:"
        for fix in fixes[:_FIRST]:
            f = fix.finding
            cost = f", {f.cost_before} → {f.cost_after}" if f.cost_before else ""
            yield f"   - {f.severity}: {code(f.function)} ({code(f'{f.path}:{f.span.line}')}){cost}"
        if len(fixes) > _FIRST:
            yield f"   - and {len(fixes) - _FIRST} more"


_ALWAYS = (
    "The tests pass before and after, and at least one of them runs the changed functions.",
    "The `safe` edits may change time, memory, the number of connections, extra reads after a "
    "failure, which infrastructure error surfaces first, and the text of statements; nothing else.",
)


def checklist(audit: Audit) -> Iterator[str]:
    """What reviewers look at: what holds for all edits, for each pattern, and for missing facts."""
    if not audit.fixes:
        return
    yield ""
    yield "## Code review checklist"
    yield ""
    yield from (f"- [ ] {prose(point)}" for point in _ALWAYS)
    for name in sorted({f.pattern for f in audit.findings}):
        for point in points(sections(audit.patterns.get(name, "")).get("In review", "")):
            yield f"- [ ] {code(name)}: {prose(point)}"
    asked = Counter(missing for f in audit.findings for missing in f.missing)
    for missing, number in asked.most_common(_MOST_FACTS):
        times = f" ({number} places)" if number > 1 else ""
        yield f"- [ ] For `unsafe`, somebody knows that this holds{times}: {prose(missing)}"
