import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
"""


class Welcome:
    """Greets whoever has come since the last time."""

    def __init__(self, connection: asyncpg.Connection, ids: list[int]) -> None:
        self.connection = connection
        self.waiting = ids

    @property
    def arrived(self) -> list[int]:
        taken, self.waiting = self.waiting, []
        return taken

    async def greetings(self) -> list[str]:
        found = []
        rows = await self.connection.fetch(
            "SELECT id, email FROM users WHERE id = ANY($1)", self.arrived
        )
        users = {row["id"]: row for row in rows}
        for user_id in self.arrived:
            user = users[user_id]
            found.append(f"hello {user['email']}")
        return found
