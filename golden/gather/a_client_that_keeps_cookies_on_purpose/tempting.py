import asyncio

import aiohttp


async def page(user_id: int) -> tuple[int, int]:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        results = await asyncio.gather(
            session.get(f"https://api.example/profiles/{user_id}"),
            session.get(f"https://api.example/orders/{user_id}"),
            return_exceptions=True,
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result
        profile, orders = results
        return profile.status, orders.status
