ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE prices (sku TEXT, price INTEGER, region TEXT);
        CREATE TABLE discounts (sku TEXT, off INTEGER, region TEXT);
        INSERT INTO prices VALUES ('tea', 5, 'eu'), ('milk', 2, 'eu'), ('tea', 4, 'us');
        INSERT INTO discounts VALUES ('tea', 1, 'eu');
    """)
    return await module.price_list(pool, "eu")
