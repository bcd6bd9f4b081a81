"""What a commit says of a codemod that somebody else wrote."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from codemods.model.findings import Finding


def guest_message(findings: Sequence[Finding], command: str, version: str) -> str:
    """Subject, what the codemod says of itself, the files, and how to do it again."""
    name = findings[0].pattern
    files = "1 file" if len(findings) == 1 else f"{len(findings)} files"
    parts = [f"Apply {name} ({files})"]
    about = {f.evidence[0] for f in findings if f.evidence}
    if len(about) == 1:
        parts.append(textwrap.fill(about.pop(), 72))
    parts.append("\n".join(f"{f.path}: {f.message.partition(' changes ')[2]}" for f in findings))
    proved = "Every new text parses, and a second run leaves it as it is."
    if any(len(f.missing) > 1 for f in findings):
        proved = "Every new text parses. A second run would change some of them again."
    parts.append(textwrap.fill(f"{proved} That it means the same was not proved.", 72))
    parts.append(f"Made by refactor {version}: {command}")
    parts.append(
        f"Refactor-Pattern: {name}\nRefactor-Findings: {', '.join(f.id for f in findings)}"
    )
    return "\n\n".join(parts) + "\n"
