async def scenario(module, world):
    pool = world.pool(
        """
        CREATE TABLE migrations (version TEXT);
        CREATE TABLE jobs (state TEXT);
        INSERT INTO migrations VALUES ('0012');
        INSERT INTO jobs VALUES ('waiting'), ('waiting'), ('running');
        """,
        size=2,
    )
    return await module.snapshot(pool)
