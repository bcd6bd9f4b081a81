import httpx


async def check(client: httpx.AsyncClient, urls: list[str]) -> dict[str, int]:
    codes = {url: (await client.head(url)).status_code for url in urls}
    return {url: code for url, code in codes.items() if code != 200}
