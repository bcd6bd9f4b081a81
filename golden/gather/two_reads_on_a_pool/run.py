ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE accounts (id INTEGER, name TEXT);
        CREATE TABLE invoices (id INTEGER, account_id INTEGER, total INTEGER);
        INSERT INTO accounts VALUES (1, 'Ada'), (2, 'Bob');
        INSERT INTO invoices VALUES (10, 1, 250), (11, 2, 70), (12, 1, 99);
    """)
    return await module.account_page(pool, 1)
