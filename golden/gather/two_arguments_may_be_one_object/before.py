from dataclasses import dataclass

import httpx


@dataclass
class Account:
    name: str
    history: str = ""


async def load_history(client: httpx.AsyncClient, account: Account) -> int:
    response = await client.get(f"/history/{account.name}")
    account.history = f"{account.history}{response.text};"
    return len(account.history)


async def sizes(
    client: httpx.AsyncClient, left: Account, right: Account
) -> tuple[int, int]:
    first = await load_history(client, left)
    second = await load_history(client, right)
    return first, second
