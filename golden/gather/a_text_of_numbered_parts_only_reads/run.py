ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE users (id INTEGER, email TEXT);
        CREATE TABLE teams (id INTEGER, name TEXT);
        INSERT INTO users VALUES (1, 'a@x'), (2, 'b@x');
        INSERT INTO teams VALUES (10, 'red'), (11, 'blue');
    """)
    found = await module.overview(pool, ["b@x", "c@x", "a@x"])
    return [[tuple(row) for row in rows] for rows in found]
