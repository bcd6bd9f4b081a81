"""The report for a terminal: what would change, finding by finding, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from codemods.model.findings import Finding
from codemods.model.fixes import Fix
from codemods.reports import costs
from codemods.reports.highlight import Piece, coloured
from codemods.reports.hunks import Row, hunks, lines_of
from codemods.reports.palette import NAMED, Palette
from codemods.reports.shown import one_line, visible
from codemods.reports.text_report import count

_VERDICTS = {"safe": "bold green", "unsafe": "bold yellow", "manual": "bold cyan"}
_SEVERITIES = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "dim"}
_MARKS = {"same": " ", "gone": "-", "new": "+"}


def show(
    console: Console,
    fixes: Sequence[Fix],
    hints: Sequence[str] = (),
    palette: Palette = NAMED,
    whole: bool = False,
) -> None:
    """Print the findings with their diffs, then totals and hints; `whole` breaks no reason off."""
    for number, fix in enumerate(fixes, 1):
        _head(console, fix.finding, f"{number}/{len(fixes)}", palette)
        several = len(fix.texts) > 1
        for text in fix.texts:
            if several:
                console.print(Text(visible(text.path), style="bold"))
            _diff(console, text.before, text.after, palette)
        for line in _reasons(fix, console.width, palette, whole):
            console.print(line)
        console.print()
    _totals(console, fixes, hints, palette)


def _head(console: Console, finding: Finding, place: str, palette: Palette) -> None:
    title = Text.assemble((f" {place} ", palette.faint))
    title.append(finding.pattern, "bold")
    title.append(" ")
    title.append(finding.verdict, _VERDICTS[finding.verdict])
    title.append(" ")
    title.append(finding.severity, _SEVERITIES[finding.severity])
    title.append(" ")
    console.print(Rule(title, align="left", style=palette.faint))
    line = Table.grid(expand=True, padding=(0, 1))
    line.add_column(ratio=1, overflow="fold")
    line.add_column(justify="right", no_wrap=True)
    cost = Text()
    if finding.cost_before:
        cost.append(finding.cost_before, palette.gone_mark)
        cost.append(" -> ", palette.faint)
        cost.append(finding.cost_after, palette.new_mark)
    line.add_row(Text(visible(finding.function), style="bold"), cost)
    console.print(line)
    where = (f"{visible(finding.path)}:{finding.span.line}  ", palette.faint)
    console.print(Text.assemble(where, _prose(finding.message, palette)))
    console.print()


def _diff(console: Console, before: str, after: str, palette: Palette) -> None:
    old, new = lines_of(before), lines_of(after)
    digits = max(3, len(str(max(len(old), len(new)))))
    bar = "|" if console.options.ascii_only else "\N{BOX DRAWINGS LIGHT VERTICAL}"
    for index, hunk in enumerate(hunks(before, after)):
        if index:
            dots = "..." if console.options.ascii_only else "\N{VERTICAL ELLIPSIS}"
            console.print(Text(f"{dots:>{2 * digits + 1}}", style=palette.faint))
        for row, pieces in coloured(hunk, old, new):
            _line(console, row, pieces, digits, bar, palette)
    console.print()


def _line(
    console: Console, row: Row, pieces: Sequence[Piece], digits: int, bar: str, palette: Palette
) -> None:
    """One line of a diff; what is too long goes on below its own beginning."""
    background, word, mark = {
        "same": ("", "", palette.faint),
        "gone": (palette.gone, palette.gone_word, palette.gone_mark),
        "new": (palette.new, palette.new_word, palette.new_mark),
    }[row.kind]
    code = Text(style=background)
    for piece in pieces:
        style = _token_style(piece.token, palette)
        code.append(visible(piece.text), f"{style} {word}" if piece.changed else style)
    code.expand_tabs(4)
    room = max(20, console.width - 2 * digits - 4)
    for turn, part in enumerate(_folded(code, room)):
        old, new = ("", "") if turn else (row.old or "", row.new or "")
        line = Text.assemble((f"{old:>{digits}} {new:>{digits}} {bar}", palette.faint))
        line.append(" " if turn else _MARKS[row.kind], f"{mark} {background}")
        if background:
            part.pad_right(max(0, room - part.cell_len))
        console.print(line + part, no_wrap=True, overflow="crop", crop=True)


def _folded(code: Text, room: int) -> Iterator[Text]:
    """The text in stretches that are no wider than the room; wide characters take two cells."""
    cuts, width = [], 0
    for index, character in enumerate(code.plain):
        cells = Text(character).cell_len
        if width + cells > room:
            cuts.append(index)
            width = 0
        width += cells
    yield from code.divide(cuts) if cuts else [code]


def _token_style(token: str, palette: Palette) -> str:
    for length in (2, 1):
        style = palette.tokens.get(token[:length])
        if style is not None:
            return style
    return ""


def _reasons(fix: Fix, width: int, palette: Palette, whole: bool) -> Iterator[Text]:
    finding = fix.finding
    told = [("because", reason, palette.faint) for reason in finding.evidence]
    told += [("not proved", reason, "bold yellow") for reason in finding.missing]
    told += [("left alone", fix.reason, "bold yellow")] if fix.reason else []
    for index, (label, reason, style) in enumerate(told):
        again = index and told[index - 1][0] == label
        line = Text.assemble((f"{'' if again else label:>10} ", style), _prose(reason, palette))
        if not whole:
            line.truncate(width, overflow="ellipsis")
        yield line


def _prose(text: str, palette: Palette) -> Text:
    """A sentence in which code stands between backticks."""
    style = _token_style("nf", palette)
    line = Text()
    for index, part in enumerate(one_line(text).split("`")):
        tick = "`" if index and not style else ""  # only colour can take the place of the marks
        line.append(tick + part, style if index % 2 else "")
    return line


def _totals(console: Console, fixes: Sequence[Fix], hints: Sequence[str], palette: Palette) -> None:
    findings = [fix.finding for fix in fixes]
    files = {text.path for fix in fixes for text in fix.texts}
    console.print(Rule(style=palette.faint))
    told = f"{count(len(fixes), 'place')} would change in {count(len(files), 'file')}."
    console.print(Text(told, style="bold"))
    before, after = costs.totals(findings)
    if before:
        trips = Text("Round trips: ")
        trips.append(str(before), palette.gone_mark)
        trips.append(" -> ", palette.faint)
        trips.append(str(after), palette.new_mark)
        if costs.has_loops(findings):
            trips.append(f"  (a loop taken as {costs.ITEMS} items)", palette.faint)
        console.print(trips)
    for hint in hints:
        console.print(Text(visible(hint), style=palette.faint))
