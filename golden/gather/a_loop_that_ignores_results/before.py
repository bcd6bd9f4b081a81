import httpx


async def warm(client: httpx.AsyncClient, languages: list[str]) -> None:
    for language in languages:
        await client.get("/", headers={"accept-language": language})
