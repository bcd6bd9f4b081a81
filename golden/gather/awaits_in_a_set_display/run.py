ROUNDS = (2, 1)
SITUATIONS = ("both", "no editor")


async def scenario(module, world):
    editor = "NULL" if world.situation == "no editor" else "'Bob'"
    pool = world.pool(f"""
        CREATE TABLE papers (id INTEGER, author TEXT, editor TEXT);
        INSERT INTO papers VALUES (1, 'Ada', {editor});
    """)
    return await module.people(pool, 1)
