"""A diff as HTML: a table of lines, coloured as source, with the words that changed marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from codemods.model.fixes import NewText
from codemods.reports.highlight import Piece, coloured
from codemods.reports.hunks import Row, hunks, lines_of
from codemods.reports.shown import one_line, visible

_CLASSES = {"same": "", "gone": ' class="gone"', "new": ' class="new"'}
_MARKS = {"same": " ", "gone": "-", "new": "+"}
_SPOKEN = {
    "gone": '<span class="spoken">removed: </span>',
    "new": '<span class="spoken">added: </span>',
}
# Names and punctuation are most of a text and have no colour of their own.
_COLOURED = ("k", "s", "c", "m", "nf", "fm", "nc", "nd", "nb", "bp", "ow")


def diff(text: NewText) -> Markup:
    """The change of one file."""
    return Markup("").join(_parts(text))


def prose(text: str) -> Markup:
    """A sentence in which code stands between backticks."""
    told = Markup("")
    for index, part in enumerate(one_line(text).split("`")):
        told += Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
    return told


def _parts(text: NewText) -> Iterator[Markup]:
    old, new = lines_of(text.before), lines_of(text.after)
    label = visible(text.path)
    yield Markup('<table class="diff" aria-label="Change of {}"><tbody>').format(label)
    for hunk in hunks(text.before, text.after):
        yield Markup('<tr class="hunk"><td colspan="4">{}</td></tr>').format(hunk.header)
        for row, pieces in coloured(hunk, old, new):
            yield _row(row, pieces)
    yield Markup("</tbody></table>")


def _row(row: Row, pieces: Sequence[Piece]) -> Markup:
    code = "".join(_piece(piece, row.kind) for piece in pieces)
    # Every part is escaped where it is made; the rest is written here.
    return Markup(
        f"<tr{_CLASSES[row.kind]}><td>{row.old or ''}</td><td>{row.new or ''}</td>"
        f"<td>{_MARKS[row.kind]}</td><td>{_SPOKEN.get(row.kind, '')}{code}</td></tr>\n"
    )


def _piece(piece: Piece, kind: str) -> str:
    text = str(escape(visible(piece.text)))
    token = next((name for name in _COLOURED if piece.token.startswith(name)), "")
    if token:
        text = f'<span class="{token}">{text}</span>'
    if piece.changed:
        tag = "del" if kind == "gone" else "ins"
        text = f"<{tag}>{text}</{tag}>"
    return text
