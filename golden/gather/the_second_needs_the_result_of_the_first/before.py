import httpx


async def get_owner(client: httpx.AsyncClient, repo: str) -> str:
    response = await client.get(f"/repos/{repo}/owner")
    return response.text


async def get_email(client: httpx.AsyncClient, user: str) -> str:
    response = await client.get(f"/users/{user}/email")
    return response.text


async def contact(client: httpx.AsyncClient, repo: str) -> str:
    owner = await get_owner(client, repo)
    email = await get_email(client, owner)
    return f"{owner} <{email}>"
