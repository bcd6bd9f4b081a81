from shop.models import Order, User  # noqa: F401
from shop.users import users_of


async def emails(ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    for start in range(0, len(user_ids), 1000):
        users_by_id.update(await users_of(user_ids[start : start + 1000]))
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found
