import httpx


async def texts(client: httpx.AsyncClient, names: list[str]) -> list[str]:
    found = []
    text = ""

    def shown() -> str:
        return f"<{text}>"

    for name in names:
        try:
            response = await client.get(f"/{name}")
        except httpx.ConnectTimeout:
            continue
        text = response.text
        found.append(shown())
    return found
