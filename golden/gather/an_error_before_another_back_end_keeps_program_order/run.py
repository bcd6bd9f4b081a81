ROUNDS = (2, 1)
SITUATIONS = ("quoted", "unknown")


async def scenario(module, world):
    client = world.http({"/quotes/tea": "5"})
    pool = world.pool("""
        CREATE TABLE stock (sku TEXT, level INTEGER);
        INSERT INTO stock VALUES ('tea', 3), ('rice', 1);
    """)
    sku = "tea" if world.situation == "quoted" else "rice"
    return await module.Checkout(client, pool).offer(sku)
