MODULE = "shop.pages"
ROUNDS = (2, 1)


async def scenario(module, world):
    client = world.http({"/stock/tea": "4", "/reviews/tea": "12"})
    return await module.ProductPage(module.Gateway(client)).render("tea")
