import asyncio

import httpx

LIMITS = httpx.Limits(max_connections=1)


async def page(user_id: int) -> tuple[str, str]:
    async with httpx.AsyncClient(limits=LIMITS, timeout=0.5) as client:
        results = await asyncio.gather(
            client.get(f"https://api.example/profiles/{user_id}"),
            client.get(f"https://api.example/orders/{user_id}"),
            return_exceptions=True,
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result
        profile, orders = results
        return profile.text, orders.text
