from datetime import date

ROUNDS = (3, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE calls (tenant TEXT, day TEXT);
        CREATE TABLE plans (tenant TEXT, quota INTEGER);
        CREATE TABLE seats (tenant TEXT, name TEXT);
        INSERT INTO calls VALUES ('acme', '2026-03-20'), ('acme', '2026-01-02');
        INSERT INTO plans VALUES ('acme', 1000);
        INSERT INTO seats VALUES ('acme', 'Ada'), ('acme', 'Bob');
    """)
    return await module.Usage(pool).summary("acme", date(2026, 3, 31))
