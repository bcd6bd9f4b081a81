import aiohttp


async def page(user_id: int) -> tuple[int, int]:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        profile = await session.get(f"https://api.example/profiles/{user_id}")
        orders = await session.get(f"https://api.example/orders/{user_id}")
        return profile.status, orders.status
