ROUNDS = (6, 2)
SITUATIONS = (
    "all known",
    "one nobody, an earlier one without a team",
    "one nobody first",
)


async def scenario(module, world):
    routes = {f"/names/{u}": n for u, n in zip("abc", ("Ada", "Bob", "Cy"))}
    routes |= {"/teams/Ada": "red", "/teams/Bob": "blue", "/teams/Cy": "red"}
    if world.situation == "one nobody, an earlier one without a team":
        routes |= {"/teams/Ada": 503, "/names/b": "nobody"}
    elif world.situation == "one nobody first":
        routes |= {"/names/a": "nobody", "/names/c": 404}
    return await module.cards(world.http(routes), ["a", "b", "c"])
