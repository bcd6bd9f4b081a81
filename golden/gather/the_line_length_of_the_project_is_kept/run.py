ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE products (sku TEXT, supplier TEXT, warehouse TEXT);
        INSERT INTO products VALUES ('tea', 'Assam', 'north');
    """)
    return await module.origin(pool, "tea")
