import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def compare(client: httpx.AsyncClient, left: str, right: str) -> dict[str, str]:
    results = f"{left} and {right}"
    return {
        "left": await get_text(client, left),
        "right": await get_text(client, right),
        "title": results,
    }


async def sizes(client: httpx.AsyncClient, semaphore: list[str]) -> list[str]:
    fetch = "/sizes"
    return [await get_text(client, f"{fetch}/{name}") for name in semaphore]
