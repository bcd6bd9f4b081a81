ROUNDS = (3, 2)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE projects (slug TEXT, owner_id INTEGER);
        CREATE TABLE users (id INTEGER, name TEXT);
        CREATE TABLE stars (slug TEXT);
        INSERT INTO projects VALUES ('tea', 4);
        INSERT INTO users VALUES (4, 'Ada');
        INSERT INTO stars VALUES ('tea'), ('tea'), ('milk');
    """)
    return await module.Projects(pool).card("tea")
