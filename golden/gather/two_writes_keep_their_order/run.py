async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE debits (account INTEGER, amount INTEGER);
        CREATE TABLE credits (account INTEGER, amount INTEGER);
    """)
    return await module.Ledger(pool).transfer(1, 2, 50)
