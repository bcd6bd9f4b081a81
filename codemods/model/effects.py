"""What running code does to the world, said in a few words that hold for every library."""

from __future__ import annotations

from typing import Literal

from codemods.model.valueclass import valueclass

EffectKind = Literal[
    "read",
    "write",
    "begin",
    "commit",
    "rollback",
    "lock",
    "ddl",
    "delay",  # sleeps, back-off, rate limits: the time that passes is the effect
    "spawn",  # starts work that runs beside this
    "raise",  # may raise an error that follows from data or arguments
    "unknown",
]
Resource = Literal[
    "database",
    "http",
    "cache",
    "filesystem",
    "queue",
    "process",
    "context",  # a context variable, or anything tied to the current task
    "error",  # the error that is being handled, which only the task that handles it sees
    "state",  # attributes and items of objects, module variables
    "log",
    "clock",
    "random",
    "unknown",
]
Concurrency = Literal["shareable", "exclusive", "serial"]
Known = Literal["catalogue", "inferred", "declared", "guessed", "unknown"]
PlaceKind = Literal["parameter", "local", "global", "fresh", "unknown"]


# How the effect of a `raise` without an error says where it was learnt.
RAISED_AGAIN = "a re-raise"
# A step of a path that may be any attribute.
ANY_ATTRIBUTE = "?"
# The root of an attribute of a class, which is seen through all its objects.
OF_CLASS = "a class"


@valueclass(frozen=True, slots=True, order=True)
class Place:
    """Where an object hangs: a root and the attributes that lead on from it; `[*]` is any item.

    `kind` says what the root is: a parameter (also `self`) or local of the function at hand, a
    module variable (then `root` is its dotted name), an object made in the function (`fresh`), or
    unknown.
    """

    kind: PlaceKind
    root: str
    path: tuple[str, ...] = ()

    def then(self, *path: str) -> Place:
        return Place(self.kind, self.root, (*self.path, *path))

    def __str__(self) -> str:
        text = self.root
        for part in self.path:
            text += "[...]" if part == "[*]" else f".{part}"
        return text


@valueclass(frozen=True, slots=True)
class Channel:
    """The object that carries a connection, its type, and whether tasks may share it."""

    place: Place
    type: str
    concurrency: Concurrency
    bounds_itself: bool = False
    contextual: bool = False  # its open transaction follows the task, not the object


@valueclass(frozen=True, slots=True)
class Effect:
    """One thing that running code does.

    `target` narrows the resource: a table, a host, the name of a context variable, the dotted name
    of an exception, or "" for all of it. `place` is set for object state. `via` says in words where
    it was learnt (`httpx.AsyncClient.get`, `app.dal.Orders.list`).
    """

    kind: EffectKind
    resource: Resource
    target: str = ""
    place: Place | None = None
    channel: Channel | None = None
    known: Known = "catalogue"
    via: str = ""
    blocking: bool = False  # it holds up every task: running it beside others gains nothing
    # The parameter that holds the SQL or the verb, and the method that gets it: callers decide.
    decided_by: tuple[str, str] | None = None
    once: bool = False  # it only fills what is empty: whoever comes first, all find the same
    fills: bool = False  # it only writes what is empty, though another task may come between
    taken: bool = False  # it takes items out of what may be an iterator, and puts nothing there

    def about(self, place: Place | None, channel: Channel | None) -> Effect:
        """The same effect on another object, through another channel."""
        # What `replace` does by asking the class for its fields, a million times in large projects.
        return Effect(
            self.kind,
            self.resource,
            self.target,
            place,
            channel,
            self.known,
            self.via,
            self.blocking,
            self.decided_by,
            self.once,
            self.fills,
            self.taken,
        )


@valueclass(frozen=True, slots=True)
class Summary:
    """The effects of running something to its end, in terms of its parameters and globals.

    `waits` tells whether it gives other tasks a turn on something that takes time.
    """

    effects: frozenset[Effect] = frozenset()
    waits: bool = False

    def __or__(self, other: Summary) -> Summary:
        if not other.effects and not other.waits:
            return self
        if not self.effects and not self.waits:
            return other
        return Summary(self.effects | other.effects, self.waits or other.waits)


NOTHING = Summary()
