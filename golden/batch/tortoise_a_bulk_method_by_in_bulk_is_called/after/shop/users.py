from shop.models import User


async def user_of(user_id: int) -> User | None:
    return await User.get_or_none(id=user_id)


async def users_of(user_ids: list[int]) -> dict[int, User]:
    return await User.in_bulk(user_ids, "id")
