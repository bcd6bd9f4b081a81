import httpx

LIMITS = httpx.Limits(max_connections=1)


async def page(user_id: int) -> tuple[str, str]:
    async with httpx.AsyncClient(limits=LIMITS, timeout=0.5) as client:
        profile = await client.get(f"https://api.example/profiles/{user_id}")
        orders = await client.get(f"https://api.example/orders/{user_id}")
        return profile.text, orders.text
