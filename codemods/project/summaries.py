"""Effect summaries as values: unknown effects, and a callee's effects in the caller's terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from codemods.libraries.catalogue import CallFact
from codemods.model.effects import Channel, Effect, EffectKind, Place, Resource, Summary

UNKNOWN_PLACE = Place("unknown", "?")
STATE: Resource = "state"
_IO_KINDS = frozenset({"read", "write", "begin", "commit", "rollback", "lock", "ddl"})


def unknown_effect(reason: str, name: str = "") -> Effect:
    return Effect("unknown", "unknown", target=name, known="unknown", via=reason)


def one_effect(kind: EffectKind, resource: Resource, channel: Channel | None, via: str) -> Summary:
    return Summary(frozenset({Effect(kind, resource, channel=channel, via=via)}))


def as_kind(text: str) -> EffectKind:
    return text if text in _IO_KINDS or text in ("delay", "spawn", "raise") else "unknown"  # type: ignore[return-value]


def as_resource(text: str) -> Resource:
    return text  # type: ignore[return-value]


def resource_of(fact: CallFact) -> Resource:
    return fact.resource or "unknown"  # type: ignore[return-value]


def is_hopeless(summary: Summary) -> bool:
    """Whether something unknown is in it that neither a declared fact nor a caller could settle."""
    return any(
        e.kind == "unknown" and not e.target and e.decided_by is None for e in summary.effects
    )


def substitute(
    summary: Summary,
    places: Mapping[str, Place],
    decided: Callable[[Effect], Effect] | None = None,
) -> Summary:
    """A callee's effects in the caller's terms; `decided` says what texts that it is given do."""
    if not summary.effects:
        return summary
    found: set[Effect] = set()
    # Most effects of a function are about a handful of places, and this runs for every call.
    moved: dict[Place, Place] = {}
    for effect in summary.effects:
        if effect.decided_by is not None:
            effect = decided(effect) if decided is not None else replace(effect, decided_by=None)
        place, channel = effect.place, effect.channel
        of_place = place is not None and place.kind == "parameter"
        of_channel = channel is not None and channel.place.kind == "parameter"
        if of_place or of_channel:
            if place is not None and of_place:
                place = moved.get(place) or moved.setdefault(place, _moved(place, places))
            if channel is not None and of_channel:
                on = channel.place
                channel = replace(
                    channel, place=moved.get(on) or moved.setdefault(on, _moved(on, places))
                )
            effect = effect.about(place, channel)
        found.add(effect)
    return Summary(frozenset(found), summary.waits)


def without_nameless(summary: Summary) -> Summary:
    """Changes of an object that was just made and has no name yet concern nobody.

    What such an object holds may be known elsewhere: the rows of a query are those of its session.
    """
    kept = frozenset(
        e
        for e in summary.effects
        if not (
            e.resource == STATE
            and e.place is not None
            and e.place.kind == "fresh"
            and e.place.root == "value"
            and "[*]" not in e.place.path[:-1]
        )
    )
    return summary if len(kept) == len(summary.effects) else Summary(kept, summary.waits)


def _moved(place: Place, places: Mapping[str, Place]) -> Place:
    base = places.get(place.root, UNKNOWN_PLACE)
    path = (*base.path, *place.path)
    if len(path) > 5:
        path = (*path[:3], path[-1])
    return replace(base, path=path)
