ROUNDS = (4, 2)


async def scenario(module, world):
    client = world.http(
        {
            "/views/a": "10",
            "/likes/a?views=10": "2",
            "/views/b": "30",
            "/likes/b?views=30": "0",
        }
    )
    articles = [
        module.Article("a", draft=False),
        module.Article("x", draft=True),
        module.Article("b", draft=False),
    ]
    await module.fill(client, articles)
    return articles
