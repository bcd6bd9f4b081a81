async def scenario(module, world):
    cursor = module.Cursor(world.http({"/position": "9"}))
    try:
        await cursor.resume("tea")
    except module.UnknownError:
        return cursor.position
