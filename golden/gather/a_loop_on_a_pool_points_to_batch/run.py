ROUNDS = (3, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE stock (sku TEXT, level INTEGER);
        INSERT INTO stock VALUES ('tea', 5), ('milk', 0);
    """)
    return await module.Stock(pool).levels(["tea", "rice", "milk"])
