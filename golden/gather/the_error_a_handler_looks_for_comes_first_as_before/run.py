ROUNDS = (2, 1)
SITUATIONS = ("known", "unknown")


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE accounts (id INTEGER, name TEXT);
        INSERT INTO accounts VALUES (1, 'Ada');
    """)
    client = world.http({"/prices/1": "9", "/prices/2": "0"})
    account = 1 if world.situation == "known" else 2
    return await module.Accounts(pool, client).page(account)
