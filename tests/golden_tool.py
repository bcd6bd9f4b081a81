"""Runs the tool on a project in process, as a person would on the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from codemods.cli.app import main


@dataclass(frozen=True)
class Report:
    """What `--format json` printed."""

    findings: list[dict[str, Any]]
    refusals: list[dict[str, Any]]
    skipped: list[dict[str, Any]]

    def told(self) -> str:
        """The report in lines, for a failing test."""
        found = [
            f"{f['function']} {f['verdict']}: {f['message']} {f['missing']}" for f in self.findings
        ]
        return "\n".join(
            [*found, *(f"{r['function']} refused: {r['reason']}" for r in self.refusals)]
        )


def run_tool(root: Path, command: str, *options: str) -> Report:
    """The report of a command on the project at `root`; an internal error fails the test."""
    words = [command, str(root), "--format", "json", "--no-cache", "--jobs", "1", *options]
    done = CliRunner().invoke(main, words, catch_exceptions=False)
    assert done.exit_code in (0, 1), done.output
    report = json.loads(done.stdout)
    return Report(report["findings"], report.get("refusals", []), report["summary"]["skipped"])
