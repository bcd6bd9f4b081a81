from collections.abc import Iterable

from shop.models import User


async def user_of(user_id: int) -> User | None:
    return await User.get_or_none(id=user_id)


async def user_of_by_user_ids(user_ids: Iterable[int]) -> dict[int, User]:
    """Answer `user_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(keys), 1000):
        for user in await User.filter(id__in=keys[start : start + 1000]):
            users_by_id[user.id] = user
    return users_by_id


async def users_of(emails: list[str]) -> dict[str, User]:
    return await User.in_bulk(emails, "email")
