async def scenario(module, world):
    client = world.http({"/head/0": "a", "/body/0": "b", "/body/1": "c"})
    page = module.Page(client)
    await page.load()
    return page.head, page.body
