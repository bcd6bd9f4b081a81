"""`async for` over a query set of Django, which is no stream: its rows are all there when it begins.

source: Django's `QuerySet.__aiter__`, which awaits `_fetch_all` and then gives what that has kept;
`aiterator()` is what reads rows piece by piece.
"""

from __future__ import annotations

from codemods.languages.python.spell import spell
from codemods.model.code import Call, Name
from codemods.model.queries import Query
from codemods.model.spans import Span
from codemods.patterns._batch_case import Case, No, span_of
from codemods.patterns._batch_sites import Frame
from codemods.project.queries import Asker

_STREAM = "the items come from a stream, which would be read to its end first"


def check_async(asker: Asker, case: Case, index: int) -> None:
    """Refuses items that come one by one from outside; the rows of a query set do not."""
    frame = case.found.frames[index]
    if not _is_query_set(asker, frame):
        raise No(_STREAM, "B05")
    if index != case.start or frame.comprehension is not None:
        raise No("an `async for` over a query set is only written anew where it is the outer loop")
    if not isinstance(frame.iterable, Call) or not isinstance(frame.targets, Name):
        raise No("the query set of the `async for` has a name, or its rows have none")


def _is_query_set(asker: Asker, frame: Frame) -> bool:
    if frame.iterable is None:
        return False
    query = Asker(asker.effects, asker.scope, frame.step).read(frame.iterable)
    return (
        isinstance(query, Query)
        and query.library == "django"
        and query.answer == "all"
        and query.lazy
        and not query.is_async
    )


def listed(frame: Frame, name: str) -> str:
    """The statement that gives the rows a name, as `async for` would have read them."""
    item = spell(frame.targets) if frame.targets is not None else ""
    rows = spell(frame.iterable) if frame.iterable is not None else ""
    return f"{name} = [{item} async for {item} in {rows}]\n"


def head_over(frame: Frame, name: str) -> tuple[Span, str]:
    """Where the head of the loop stands, to its iterable, and what stands there over the list."""
    end = span_of(frame.iterable) if frame.iterable is not None else None
    if end is None or frame.targets is None:
        raise No("what the loop goes over would be computed twice", "B04")
    at = frame.step.span
    place = Span(at.line, at.column, end.end_line, end.end_column)
    return place, f"for {spell(frame.targets)} in {name}"
