"""A property that is kept with its object once it was looked at: asked once for all where nobody looks again.

source: Django's `cached_property` and that of `functools`: the answer is put in the `__dict__` of the object.
"""

from __future__ import annotations

from codemods.model.code import Attribute, Name, expressions, steps_within, walk
from codemods.patterns._batch_case import Case, No, Reader
from codemods.patterns._batch_eager import between, source
from codemods.patterns._batch_itself import is_kept
from codemods.patterns._batch_prefetch import loop_of
from codemods.patterns._batch_relations import Loop, uses_in
from codemods.project.schema import entity_of


def check_kept(reader: Reader, case: Case) -> None:
    """Refuses where an object may have the answer already, or is asked for it again later."""
    function, site = case.found.written_in, case.found.site
    if function is None or not is_kept(reader.project, function):
        return
    loop = loop_of(case)
    found = source(reader, loop) if loop is not None else None
    entity = entity_of(reader.project, found[2].entity) if found is not None else None
    if loop is None or found is None or entity is None or not isinstance(site, Attribute):
        raise No("", quiet=True)  # an object from elsewhere may have it already
    looked = _looked_at(loop)
    own = {
        name
        for owner in reader.project.mro(entity.name)
        if (fact := reader.project.class_fact(owner)) is not None
        for name in fact[1].methods
    }
    if site.value != Name(loop.item) or looked.count(site.name) != 1 or len(own & {*looked}) > 1:
        raise No(f"`{site.name}` is kept with its object, which is asked for it again")
    if uses_in(reader, loop, entity).escapes or _is_used_again(reader, loop):
        raise No(f"`{site.name}` is kept with its object, which is handed on")
    before = between(reader, loop, found[1])
    if before is None or before.effects:
        raise No(f"`{site.name}` is kept with its object, and something happens before the loop")


def _looked_at(loop: Loop) -> list[str]:
    """The attributes of its item that the loop spells."""
    if loop.comprehension is not None:
        parts = list(walk(loop.comprehension))
    else:
        parts = [p for s in steps_within(loop.body) for e in expressions(s) for p in walk(e)]
    return [p.name for p in parts if isinstance(p, Attribute) and p.value == Name(loop.item)]


def _is_used_again(reader: Reader, loop: Loop) -> bool:
    """Whether the items, or the last of them, have a name that is read besides."""
    every = [p for s in steps_within(reader.function.body) for e in expressions(s) for p in walk(e)]
    if isinstance(loop.iterable, Name) and sum(p == loop.iterable for p in every) != 2:
        return True
    item = Name(loop.item)
    inside = sum(
        p == item for s in steps_within(loop.body) for e in expressions(s) for p in walk(e)
    )
    return loop.comprehension is None and sum(p == item for p in every) != inside + 1


__all__ = ["check_kept"]
