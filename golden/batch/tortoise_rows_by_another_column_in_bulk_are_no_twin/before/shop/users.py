from shop.models import User


async def user_of(user_id: int) -> User | None:
    return await User.get_or_none(id=user_id)


async def users_of(emails: list[str]) -> dict[str, User]:
    return await User.in_bulk(emails, "email")
