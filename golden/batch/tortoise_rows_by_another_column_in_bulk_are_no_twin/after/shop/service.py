from shop.models import Order, User  # noqa: F401
from shop.users import user_of_by_user_ids


async def emails(ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await user_of_by_user_ids(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found
