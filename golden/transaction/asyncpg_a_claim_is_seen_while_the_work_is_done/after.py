import asyncpg

SCHEMA = """
CREATE TABLE jobs (id INTEGER PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE results (job_id INTEGER NOT NULL, total INTEGER NOT NULL);
"""


def crunch(numbers: list[int]) -> int:
    return sum(number * number for number in numbers)


async def run(conn: asyncpg.Connection, job_id: int, numbers: list[int]) -> int:
    async with conn.transaction():
        await conn.execute("UPDATE jobs SET state = 'running' WHERE id = $1", job_id)
        total = crunch(numbers)
        await conn.execute("INSERT INTO results VALUES ($1, $2)", job_id, total)
    return total
