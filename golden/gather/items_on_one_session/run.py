async def scenario(module, world):
    rows = [
        module.Tag(id=i, word=word) for i, word in enumerate(("tea", "milk", "rice"))
    ]
    async with (
        world.database(module.Base.metadata, rows) as sessions,
        sessions() as session,
    ):
        return await module.words(session, [0, 1, 2])
