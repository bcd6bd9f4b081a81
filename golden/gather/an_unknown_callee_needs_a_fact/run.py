import httpx


async def scenario(module, world):
    async def current_balance(user_id):
        """Settles what is due before it tells what is left."""
        await world.round(f"settle {user_id}", httpx.ConnectError, writes=True)
        return 7

    module.current_balance = current_balance
    pool = world.pool("""
        CREATE TABLE users (id INTEGER, name TEXT);
        INSERT INTO users VALUES (1, 'Ada');
    """)
    return await module.header(pool, 1)
