import httpx

ROUNDS = (2, 1)


async def scenario(module, world):
    async def current_balance(user_id):
        await world.round(f"balance of {user_id}", httpx.ConnectError)
        return 7

    module.current_balance = current_balance
    pool = world.pool("""
        CREATE TABLE users (id INTEGER, name TEXT);
        INSERT INTO users VALUES (1, 'Ada');
    """)
    return await module.header(pool, 1)
