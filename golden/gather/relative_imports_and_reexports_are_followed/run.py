MODULE = "app.service"
ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE tenants (name TEXT, plan TEXT, region TEXT);
        INSERT INTO tenants VALUES ('acme', 'pro', 'north');
    """)
    return await module.describe(pool, "acme")
