from databases import Database

from shop.users import user_of


async def emails(database: Database, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await user_of(database, user_id)
        found.append(user["email"] if user else None)
    return found
