from collections.abc import Awaitable, Callable

import httpx

HANDLERS: dict[str, Callable[..., Awaitable[str]]] = {}


def register(name: str):
    def decorate(function):
        HANDLERS[name] = function
        return function

    return decorate


def public(function):
    """Marks what people outside may ask for."""
    function.is_public = True
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
