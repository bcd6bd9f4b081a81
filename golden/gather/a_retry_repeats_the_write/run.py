async def scenario(module, world):
    client = world.http({"/uploads/a": "new", "/uploads/a/done": "ok"})
    return await module.Uploads(client).upload("a")
