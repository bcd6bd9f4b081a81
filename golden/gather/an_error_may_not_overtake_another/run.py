ROUNDS = 3, 2
SITUATIONS = ("all there", "two missing")


async def scenario(module, world):
    routes = {"/regions/ada": "eu"}
    if world.situation == "all there":
        routes |= {"/prices/eu": "5", "/coupons/spring": "1"}
    return await module.Shop(world.http(routes)).basket("ada", "spring")
