"""What a pull request says of the findings that it carries out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codemods.model.findings import Finding, Refused

MOST = 60_000  # hosts take a little more
_MOST_LEFT = 20
_SEPARATELY = "\u200b"  # keeps a host from reading a mention, a reference or a marker
_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_MAY_DIFFER = (
    "time, memory and the number of connections (bounded)",
    "extra reads, when an earlier step fails or where a loop would have stopped early",
    "which infrastructure error surfaces when several calls to one backend fail in one run",
    "SQL text, the number of statements, and log lines of the driver",
)


@dataclass(frozen=True, slots=True)
class Story:
    """What there is to tell; `purposes` gives every pattern its one line."""

    findings: Sequence[Finding]
    purposes: Mapping[str, str]
    command: str
    version: str
    dropped: Sequence[Refused] = ()
    left: Sequence[Refused] = ()
    waiting: int = 0  # findings that would need --unsafe
    later: int = 0  # findings that this pull request has no room for


def summary(story: Story) -> str:
    """What, why and how sure, in three lines."""
    findings = story.findings
    verdicts = Counter(f.verdict for f in findings)
    files = len({e.path for f in findings for e in f.edits} | {f.path for f in findings})
    what = f"{_count(len(findings), 'place')} in {_count(files, 'file')}"
    patterns = sorted({f.pattern for f in findings})
    purposes = " ".join(_told(story.purposes[p]) for p in patterns)
    if verdicts["unsafe"]:
        sure = (
            f"{verdicts['safe']} proved `safe`, **{verdicts['unsafe']} `unsafe`**: facts are "
            "missing there, named below. Please look at those by hand."
        )
    else:
        sure = "all proved `safe`: every outcome of the new code was possible for the old."
    costs = [f"{f.cost_before} → {f.cost_after}" for f in findings if f.cost_before]
    common = Counter(costs).most_common(3)
    gain = ", ".join(f"{cost} ({_count(n, 'place')})" for cost, n in common)
    return "\n".join(
        (
            f"**What:** {purposes} Changed: {what}.  ",
            f"**Why:** {_reason(findings, gain)}.  ",
            f"**How sure:** {sure}",
        )
    )


def _reason(findings: Sequence[Finding], gain: str) -> str:
    patterns = {f.pattern for f in findings}
    if not gain:
        return "see below"
    if patterns == {"transaction"}:
        return f"an error half way leaves nothing half stored: {gain}"
    if "transaction" in patterns:
        return f"fewer round trips one after another, and nothing half stored: {gain}"
    return f"fewer round trips one after another: {gain}"


def details(story: Story, most: int = MOST) -> str:
    """Everything below the summary, with long parts folded, in at most so many characters."""
    patterns = sorted({f.pattern for f in story.findings})
    end = "\n".join(
        (*_differences(), *_left(story), *_review(story.findings), *_again(story, patterns))
    )
    table = "\n".join(_table(story.findings, most // 3))
    proofs: list[str] = []
    room = most - len(table) - len(end) - 300
    for finding in story.findings:
        proof = "\n".join(_proof(finding))
        if len(proof) + 1 > room:
            more = len(story.findings) - len(proofs)
            proofs.append(f"\n… and {more} more: their commits have the evidence.")
            break
        proofs.append(proof)
        room -= len(proof) + 1
    head = "### Proof\n\nEvery rewrite parses, has the outside effects it had, and leaves nothing for a second run.\n"
    return "\n".join((table, "", head, *proofs, end))


def _table(findings: Sequence[Finding], room: int) -> Iterator[str]:
    yield "| function | round trips before → after | verdict |"
    yield "|---|---|---|"
    for number, f in enumerate(findings):
        cost = f"{f.cost_before} → {f.cost_after}" if f.cost_before else ""
        row = f"| {_code(f.function)} {_code(f'{f.path}:{f.span.line}')} | {cost} | {f.verdict} |"
        room -= len(row) + 1
        if room < 0:
            yield f"| … and {len(findings) - number} more | | |"
            return
        yield row


def _proof(finding: Finding) -> Iterator[str]:
    name = finding.function.rpartition(".")[2]
    place = f"{finding.path}:{finding.span.line}"
    yield "<details>"
    yield f"<summary><code>{_html(name)}</code> in <code>{_html(place)}</code></summary>"
    yield ""
    yield _told(finding.message)
    yield ""
    yield from (f"- {_told(evidence)}" for evidence in finding.evidence)
    yield from (f"- **Not proved:** {_told(missing)}" for missing in finding.missing)
    yield f"- `{finding.pattern}`, id `{finding.id}`"
    yield ""
    yield "</details>"


def _differences() -> Iterator[str]:
    yield "\n### What may differ\n"
    yield "Where a place is `safe`, values, exceptions, stored rows, outside effects and their order stay. These may differ:\n"
    yield from (f"- {line}" for line in _MAY_DIFFER)


def _left(story: Story) -> Iterator[str]:
    left = [*story.dropped, *story.left]
    if not (left or story.waiting or story.later):
        return
    yield "\n### Seen, and deliberately not changed\n"
    if story.waiting:
        yield f"- {_count(story.waiting, 'finding')} with facts missing (`--unsafe` takes them)"
    if story.later:
        yield f"- {_count(story.later, 'finding')} for a later pull request (`--max-findings`)"
    for refused in left[:_MOST_LEFT]:
        place = _code(f"{refused.path}:{refused.span.line}")
        yield f"- {place}: {_told(refused.reason[:400])}"
    if len(left) > _MOST_LEFT:
        yield f"- … and {len(left) - _MOST_LEFT} more: `refactor scan --verbose`"


def _review(findings: Sequence[Finding]) -> Iterator[str]:
    first = findings[0]
    yield "\n### How to review\n"
    yield "- There is one commit per pattern; its message has the evidence, too."
    yield "- Ask of a place: may these calls run together, or at once, for every caller? The proof above says why."
    yield f"- {_code(f'refactor explain {first.path}:{first.span.line}')} tells why a place is, or is not, changed."


def _again(story: Story, patterns: Sequence[str]) -> Iterator[str]:
    yield "\n### How to do it again, and how to switch it off\n"
    yield f"- Again: {_code(story.command)} (refactor {story.version})"
    ignores = ", ".join(f"`# refactor: ignore[{p}]`" for p in patterns)
    yield f"- Leave a place alone: {ignores} on its line or at its `def`, with `-- reason`."
    yield "- Leave paths alone: `exclude` in `[tool.refactor]` of `pyproject.toml`."
    yield "- No, thanks: close this. It is not opened again for the same findings."
    yield "- A commit of your own on this branch stays: nothing is pushed over it."


# -- text that hosts must not read as more than text --------------------------------------------------


def _told(text: str) -> str:
    """A line of prose; what stands in code spans stays, what hosts act upon is disarmed."""
    line, done, parts = _line(text), 0, []
    for span in _SPAN.finditer(line):
        parts += [_disarmed(line[done : span.start()]), span[0]]
        done = span.end()
    return "".join((*parts, _disarmed(line[done:])))


def _disarmed(text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([@#!])(?=\w)", rf"\1{_SEPARATELY}", plain)


def _code(text: str) -> str:
    plain = _line(text).replace("|", "\\|")
    return f"`` {plain} ``" if "`" in plain else f"`{plain}`"


def _html(text: str) -> str:
    plain = _line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("@", f"@{_SEPARATELY}")


def _line(text: str) -> str:
    whole = " ".join(text.encode("utf-8", "replace").decode().split())
    return whole.replace("<!--", f"<!{_SEPARATELY}--")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
