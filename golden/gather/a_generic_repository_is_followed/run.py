ROUNDS = (2, 1)


async def scenario(module, world):
    rows = [
        module.Author(id=1, name="Ada"),
        *(module.Book(id=i, title="T") for i in (1, 2)),
    ]
    async with world.database(module.Base.metadata, rows) as sessions:
        return await module.Library(sessions).summary()
