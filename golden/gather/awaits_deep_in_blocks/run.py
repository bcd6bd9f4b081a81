ROUNDS = (2, 1)
SITUATIONS = ("some", "none")


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE sales (shop TEXT, amount INTEGER);
        INSERT INTO sales VALUES ('a', 3), ('a', 6);
    """)
    return await module.mean(pool, "a" if world.situation == "some" else "b", "mean")
