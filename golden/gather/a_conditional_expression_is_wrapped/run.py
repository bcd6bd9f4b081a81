ROUNDS = (2, 1)
SITUATIONS = ("with a code", "without a code")


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE carts (user_id INTEGER, sku TEXT);
        CREATE TABLE coupons (code TEXT, percent INTEGER);
        INSERT INTO carts VALUES (1, 'tea'), (1, 'milk');
        INSERT INTO coupons VALUES ('spring', 10);
    """)
    code = "spring" if world.situation == "with a code" else None
    return await module.checkout(pool, 1, code)
