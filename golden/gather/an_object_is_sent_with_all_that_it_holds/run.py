async def scenario(module, world):
    client = world.http(
        {
            "/rate?rate=&total=": "2",
            "/total?rate=&total=": "0",
            "/total?rate=2&total=": "10",
        }
    )
    basket = module.Basket("", "")
    await module.price(client, basket)
    return basket.rate, basket.total
