async def scenario(module, world):
    routes = {"/token": "t", "/profiles/1": "p", "/orders/1": "o"}
    module.client = world.http(routes, auth=module.TokenAuth())
    return await module.page(1)
