from shop.models import Order, User  # noqa: F401
from shop.users import user_of


async def emails(ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await user_of(user_id)
        found.append(user.email if user else None)
    return found
