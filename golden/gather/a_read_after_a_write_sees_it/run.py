TEMPOS = ({}, {"SELECT count(*) FROM comments": 0.5})


async def scenario(module, world):
    pool = world.pool("CREATE TABLE comments (body TEXT)")
    return await module.Comments(pool).post("first")
