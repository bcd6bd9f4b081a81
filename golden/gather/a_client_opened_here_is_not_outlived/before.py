import httpx


async def versions(base_url: str, transport: httpx.AsyncBaseTransport) -> list[str]:
    async with httpx.AsyncClient(base_url=base_url, transport=transport) as client:
        api = await client.get("/api/version")
        web = await client.get("/web/version")
    return [api.text, web.text]
