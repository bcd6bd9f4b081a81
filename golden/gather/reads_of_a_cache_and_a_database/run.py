ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE comments (slug TEXT, body TEXT);
        INSERT INTO comments VALUES ('tea', 'yes'), ('tea', 'no'), ('milk', 'first');
    """)
    cache = world.redis({"views:tea": "41"})
    return await module.Counters(pool, cache).of_article("tea")
