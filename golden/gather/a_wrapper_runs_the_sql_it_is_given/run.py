ROUNDS = (3, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE members (guild_id INTEGER, name TEXT, xp INTEGER);
        CREATE TABLE messages (guild_id INTEGER, text TEXT);
        INSERT INTO members VALUES (1, 'Ada', 30), (1, 'Bob', 50), (1, 'Cy', 10), (2, 'Di', 99);
        INSERT INTO messages VALUES (1, 'hello'), (2, 'hi'), (1, 'bye');
    """)
    return await module.GuildService(module.Database(pool)).figures(1)
