import aiosqlite

from shop.users import user_of


async def emails(connection: aiosqlite.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await user_of(connection, user_id)
        found.append(user[1] if user else None)
    return found
