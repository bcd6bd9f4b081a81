"""The code that loads rows for many keys, and the code that takes them from there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from codemods.model.queries import Batched


@dataclass(frozen=True, slots=True)
class Clause:
    """`for target in iterable if conditions`, as text."""

    target: str
    iterable: str
    conditions: tuple[str, ...] = ()


def keys_code(name: str, key: str, clauses: Sequence[Clause], distinct: bool) -> str:
    """The statement that collects the keys, each once, in the order in which they come."""
    first = clauses[0]
    if len(clauses) == 1 and not first.conditions and key == first.target:
        plain = first.iterable
        return f"{name} = list({plain})" if distinct else f"{name} = list(dict.fromkeys({plain}))"
    loops = "".join(
        f" for {c.target} in {c.iterable}" + "".join(f" if {x}" for x in c.conditions)
        for c in clauses
    )
    if distinct:
        return f"{name} = [{key}{loops}]"
    return f"{name} = list(dict.fromkeys({key}{loops}))"


# Texts in quotes, which may have these words of their own, or one of the words.
_STANDS_FOR = re.compile(
    r"""(?s)(?P<text>\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|\b(?P<word>KEYS|NUMBERED)\b"""
)


def with_keys(code: str, keys: str, numbered: str = "NUMBERED") -> str:
    """Code of a load with the expression of its keys in it, and of the keys with their numbers."""
    words = {"KEYS": keys, "NUMBERED": numbered}
    return _STANDS_FOR.sub(lambda m: words[m["word"]] if m["word"] else m[0], code)


def load_code(
    batched: Batched,
    keys: str,
    into: str,
    chunk: int | None,
    start: str,
    annotation: str = "",
    sure: bool = False,
) -> str:
    """The statements that fill `into` with the rows of all keys.

    With `chunk`, so many keys are asked for at a time; `start` is the name that counts them. That
    there are keys is `sure`, or else is looked at first.
    """
    if chunk is not None and batched.most is not None:
        chunk = min(chunk, batched.most)
    empty = {"list": "defaultdict(list)", "set": "set()"}.get(batched.grouping, "{}")
    note = f": {annotation}" if annotation else ""
    here, numbered = keys, f"enumerate({keys})"
    if batched.bounded and chunk is not None:
        here = f"{keys}[{start} : {start} + {chunk}]"
        numbered = f"enumerate({here}, {start})"
    key = with_keys(batched.key, keys)
    store = {
        "list": f"{into}[{key}].append({batched.value})",
        "first": f"{into}.setdefault({key}, {batched.value})",
        "one": f"{into}[{key}] = {batched.value}",
        "set": f"{into}.add({key})",
    }[batched.grouping]
    head = f"if {keys}:"
    if batched.bounded and chunk is not None:
        head = f"for {start} in range(0, len({keys}), {chunk}):"
    lines = [f"{into}{note} = {empty}", head]
    lines += (f"    {with_keys(line, here, numbered)}" for line in batched.setup)
    word = "async for" if batched.streams else "for"
    lines += [
        f"    {word} {batched.row} in {with_keys(batched.rows, here)}:",
        f"        {store}",
    ]
    if batched.opening:
        lines[2:] = [f"    {batched.opening}:", *(f"    {line}" for line in lines[2:])]
    if sure:
        lines = [lines[0], *(line[4:] for line in lines[2:])]
    return "\n".join(lines)


def taken(
    into: str,
    key: str,
    batched: Batched,
    answer: str,
    default: str,
    copies: bool,
    denied: bool = False,
) -> str:
    """The expression that takes what the single query gave for a key."""
    if batched.grouping == "set":
        return f"{key} {'not in' if denied else 'in'} {into}"
    if answer == "all" and batched.cut is not None:
        return f"{into}.get({key}, [])[:{batched.cut}]"
    if answer == "all":
        return f"list({into}.get({key}, ()))" if copies else f"{into}.get({key}, [])"
    if answer == "one":
        return f"{into}[{key}]"
    return f"{into}.get({key}, {default})" if default else f"{into}.get({key})"
