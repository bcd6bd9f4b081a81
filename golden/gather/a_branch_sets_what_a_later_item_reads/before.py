import httpx


async def texts(client: httpx.AsyncClient, lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if line.startswith("/"):
            folder = line
            continue
        response = await client.get(f"{folder}/{line}")
        found.append(response.text)
    return found
