ROUNDS = (3, 1)
SITUATIONS = (
    "all there",
    "one without items, a later one unknown",
    "one unknown, a later one without items",
)


async def scenario(module, world):
    whole, empty = '{"items": ["a", "b"]}', '{"error": "busy"}'
    pages = {
        "all there": (whole, whole, whole),
        "one without items, a later one unknown": (whole, empty, 404),
        "one unknown, a later one without items": (whole, 404, empty),
    }[world.situation]
    client = world.http({f"/items/{n}": page for n, page in enumerate(pages, 1)})
    return await module.all_items(client, 3)
