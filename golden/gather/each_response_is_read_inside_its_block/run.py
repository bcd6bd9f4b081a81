ROUNDS = (6, 2)
SITUATIONS = ("all", "one is missing", "no title", "no shelf")


async def scenario(module, world):
    routes = {f"/books/{n}": {"title": f"/titles/{n}"} for n in range(3)}
    routes |= {f"/titles/{n}": f"Book {n}" for n in range(3)}
    books = [{"isbn": n, "shelf": "ab"[n % 2]} for n in range(3)]
    match world.situation:
        case "one is missing":
            del routes["/books/1"]
        case "no title":
            routes["/books/1"] = {}
        case "no shelf":
            del books[0]["shelf"]
    found = await module.titles(world.http(routes), books)
    return list(found.items())
