"""The audit as one HTML page that needs nothing else: no network, no other file."""

from __future__ import annotations

import base64
import hashlib
import json
import shlex
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from codemods.model.fixes import Fix
from codemods.reports import costs
from codemods.reports.audit import SEVERITIES, VERDICTS, Audit, packages, tally
from codemods.reports.html_diff import diff, prose
from codemods.reports.rules import points, sections, summary
from codemods.reports.shown import one_line, visible
from codemods.reports.text_report import count

_MOST_TRIPS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: its label, how many of each verdict, and the filter it stands for."""

    label: str
    counts: Mapping[str, int]
    total: int
    share: float  # of the longest bar, in percent


def render(audit: Audit) -> str:
    """The whole page as text."""
    page = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page.filters |= {"visible": visible, "line": one_line, "prose": prose, "diff": diff}
    page.globals |= {"count": count, "cost": _cost, "command": _command}
    script, style = _part("page.js"), _part("page.css")
    folders = packages(audit.findings)
    before, after = costs.totals(audit.findings)
    distinct = {finding.id for finding in costs.distinct(audit.findings)}
    return page.from_string(_part("page.html")).render(
        audit=audit,
        findings=audit.findings,
        script=Markup(script),
        style=Markup(style),
        # Nothing but this very script may run, and nothing may be loaded from anywhere.
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        verdicts=VERDICTS,
        severities=[s for s in SEVERITIES if any(f.severity == s for f in audit.findings)],
        by_verdict=Counter(f.verdict for f in audit.findings),
        charts=_charts(audit, folders),
        folders=folders,
        trips=[f for f in audit.by_priority if _cost(f) and f.finding.id in distinct][:_MOST_TRIPS],
        distinct=distinct,
        ranks={fix.finding.id: rank for rank, fix in enumerate(audit.by_priority)},
        before=before,
        after=after,
        items=costs.ITEMS,
        has_loops=costs.has_loops(audit.findings),
        summaries={name: summary(text) for name, text in audit.patterns.items()},
        checks={
            name: points(sections(audit.patterns.get(name, "")).get("In review", ""))
            for name in sorted({f.pattern for f in audit.findings})
        },
    )


def _part(name: str) -> str:
    return files("codemods.reports").joinpath("page", name).read_text("utf-8")


def _charts(audit: Audit, folders: Mapping[str, str]) -> list[tuple[str, str, list[Bar]]]:
    """Title, filter and bars of every chart."""
    by_severity = tally(audit.findings, "severity")
    by_folder: dict[str, Counter[str]] = {}
    for finding in audit.findings:
        by_folder.setdefault(folders[finding.path], Counter())[finding.verdict] += 1
    ranked = sorted(by_folder.items(), key=lambda item: (-item[1].total(), item[0]))
    return [
        ("Pattern", "pattern", _bars(tally(audit.findings, "pattern"))),
        (
            "Severity",
            "severity",
            _bars({s: by_severity[s] for s in SEVERITIES if s in by_severity}),
        ),
        ("Folder", "folder", _bars(dict(ranked))),
    ]


def _bars(counts: Mapping[str, Counter[str]]) -> list[Bar]:
    longest = max((c.total() for c in counts.values()), default=1)
    return [Bar(label, c, c.total(), 100 / longest) for label, c in counts.items()]


def _cost(fix: Fix) -> str:
    """The costs of a finding as data for the page; "" when they cannot be counted with."""
    known = costs.known([fix.finding])
    return json.dumps(known[0]) if known else ""


def _command(fix: Fix) -> str:
    """What applies the finding; "" when nothing does. Others of its kind in the file come with it."""
    if not fix.texts:
        return ""
    more = " --unsafe" if fix.finding.verdict == "unsafe" else ""
    return f"refactor apply --pattern {fix.finding.pattern}{more} {shlex.quote(fix.finding.path)}"
