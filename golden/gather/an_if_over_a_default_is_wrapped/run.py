ROUNDS = (2, 1)
SITUATIONS = ("wanted", "not wanted")


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE books (title TEXT);
        INSERT INTO books VALUES ('Dune'), ('Emma'), ('Dubliners');
    """)
    search = module.Search(pool, world.redis({"recent": "Emma"}))
    return await search.page("Du%", world.situation == "wanted")
