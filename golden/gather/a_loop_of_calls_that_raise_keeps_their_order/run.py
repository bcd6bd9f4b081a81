ROUNDS = (3, 1)
SITUATIONS = ("all known", "two unknown")


async def scenario(module, world):
    routes = {"/rates/EUR": "1.1", "/rates/USD": "1.0", "/rates/NOK": "11"}
    if world.situation == "two unknown":
        routes |= {"/rates/USD": 503, "/rates/NOK": 404}
    return await module.rates(world.http(routes), ["EUR", "USD", "NOK"])
