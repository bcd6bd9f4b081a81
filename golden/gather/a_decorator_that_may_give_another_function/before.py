import os
from collections.abc import Awaitable, Callable

import httpx
from shop_queue import queued

IN_TURN = os.environ.get("IN_TURN") == "1"
HANDLERS: dict[str, Callable[..., Awaitable[str]]] = {}


def register(name: str):
    def decorate(function):
        HANDLERS[name] = function
        return function

    return decorate


def public(function):
    """Marks what people outside may ask for, in their turn if that is wanted."""
    function.is_public = True
    if IN_TURN:
        function = queued(function)
    return function


@register("name")
async def name(client: httpx.AsyncClient, user: int) -> str:
    return (await client.get(f"/names/{user}")).text


@public
async def picture(client: httpx.AsyncClient, user: int) -> str:
    return (await client.get(f"/pictures/{user}")).text


async def profile(client: httpx.AsyncClient, user: int) -> tuple[str, str]:
    shown = await name(client, user)
    image = await picture(client, user)
    return shown, image
