"""Effects as values."""

from __future__ import annotations

from dataclasses import fields, replace

from codemods.model.effects import Channel, Effect, Place

OTHER = Place("local", "conn")
ANY = {
    "kind": "write",
    "resource": "database",
    "place": Place("parameter", "self"),
    "known": "inferred",
    "decided_by": ("sql", "execute"),
}


def test_an_effect_about_something_else_keeps_all_that_it_says() -> None:
    given = {
        f.name: ANY.get(f.name, True if f.type in ("bool", bool) else f"some {f.name}")
        for f in fields(Effect)
        if f.name != "channel"
    }
    effect = Effect(**given)
    channel = Channel(OTHER, "asyncpg.Connection", "exclusive")
    assert effect.about(OTHER, channel) == replace(effect, place=OTHER, channel=channel)
