"""Prices in the currencies the shop shows."""

import os

import httpx

TIMEOUT = 5.0
client = httpx.AsyncClient(
    base_url=os.environ.get("RATES", "http://rates"), timeout=TIMEOUT
)


async def get_rate(currency: str) -> str:
    response = await client.get(f"/rates/{currency}")
    return response.text


async def quote(amount: str) -> str:
    euros = await get_rate("EUR")
    crowns = await get_rate("NOK")
    return f"{amount}: {euros} / {crowns}"
