async def scenario(module, world):
    client = world.http({"/1": "Tea", "/2": "is hot.", "/3": "Milk", "/4": "is not."})
    return await module.sentences(client, ["/1", "/2", "/3", "/4"])
