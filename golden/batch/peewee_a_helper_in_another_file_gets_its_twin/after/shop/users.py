from collections.abc import Iterable

from shop.models import User


def user_of(user_id: int) -> User | None:
    return User.get_or_none(User.id == user_id)


def user_of_by_user_ids(user_ids: Iterable[int]) -> dict[int, User]:
    """Answer `user_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(keys), 1000):
        for user in User.select().where(User.id.in_(keys[start : start + 1000])):
            users_by_id[user.id] = user
    return users_by_id
