ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE follows (follower INTEGER, followee INTEGER);
        CREATE TABLE posts (id INTEGER, author INTEGER);
        INSERT INTO follows VALUES (2, 1), (3, 1), (1, 2);
        INSERT INTO posts VALUES (1, 1);
    """)
    return await module.Profiles(pool).of(1, "Ada")
