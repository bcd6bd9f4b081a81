ROUNDS = (2, 1)


async def scenario(module, world):
    routes = {"/shop/users/7": "Ada", "/shop/plans/7": "pro"}
    api = module.Api(world.http(routes), "shop")
    return await module.page(api, 7), vars(api)["root"]
