ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE members (club TEXT);
        CREATE TABLE fees (club TEXT, year INTEGER, amount INTEGER);
        INSERT INTO members VALUES ('chess'), ('chess'), ('go');
        INSERT INTO fees VALUES ('chess', 2026, 40), ('chess', 2025, 30);
    """)
    return await module.balance(pool, "chess", 2026)
