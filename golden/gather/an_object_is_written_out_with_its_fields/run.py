def whole(request):
    return request.url.params["of"]


async def scenario(module, world):
    basket = module.Basket("", "")
    client = world.http(Asked())
    await module.price(client, basket)
    return basket.rate, basket.total


class Asked(dict):
    def get(self, key, default=None):
        return whole
