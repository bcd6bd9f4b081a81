import aiosqlite

from shop.users import email_of


async def emails(connection: aiosqlite.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        found.append(await email_of(connection, user_id))
    return found
