ROUNDS = (2, 1)
FAULTS = False


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE pages (slug TEXT, title TEXT);
        INSERT INTO pages VALUES ('tea', 'All about tea');
    """)
    return await module.Visits(pool, world.redis({"visits:tea": "9"})).show("tea")
