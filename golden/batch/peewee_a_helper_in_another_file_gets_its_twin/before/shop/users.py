from shop.models import User


def user_of(user_id: int) -> User | None:
    return User.get_or_none(User.id == user_id)
