WORLD = "sqlalchemy_async"
SITUATIONS = ("none", "one", "many", "guarded")
STATEMENTS = {"none": (1, 1), "many": (4, 2), "guarded": (2, 2)}
POSTS = {"none": [], "one": ["a"], "many": ["a", "b", "c"], "guarded": ["", "b", ""]}


async def fill(module, world):
    await world.create(module.Base)
    titles = POSTS[world.situation]
    world.session.add_all(
        module.Post(id=n, author_id=1, title=t) for n, t in enumerate(titles, 1)
    )
    await world.session.flush()
    comments = [(1, 1, "x"), (2, 1, "y"), (3, 2, "z")]
    world.session.add_all(
        module.Comment(id=i, post_id=p, text=t)
        for i, p, t in comments
        if p <= len(titles)
    )


async def scenario(module, world):
    return await module.Feed(world.session).latest(1)
