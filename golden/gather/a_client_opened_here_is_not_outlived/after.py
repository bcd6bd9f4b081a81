import asyncio

import httpx


async def versions(base_url: str, transport: httpx.AsyncBaseTransport) -> list[str]:
    async with httpx.AsyncClient(base_url=base_url, transport=transport) as client:
        results = await asyncio.gather(
            client.get("/api/version"),
            client.get("/web/version"),
            return_exceptions=True,
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result
        api, web = results
    return [api.text, web.text]
