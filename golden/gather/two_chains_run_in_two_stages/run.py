ROUNDS = (4, 2)


async def scenario(module, world):
    redis = world.redis(
        {
            "cursor:ada": "9",
            "posts:9": ["hello", "world"],
            "theme:ada": "dark",
            "colours:dark": {"text": "white"},
        }
    )
    return await module.Feed(redis).screen("ada")
