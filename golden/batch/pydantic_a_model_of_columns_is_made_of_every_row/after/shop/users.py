from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.models import User
from shop.schemas import UserOut


class Users:
    def __init__(self, session: Session) -> None:
        self.session = session

    def show(self, user_id: int) -> UserOut | None:
        user = self.session.get(User, user_id)
        return UserOut.model_validate(user) if user else None

    def show_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, UserOut]:
        """Answer `show` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        users_by_id = {}
        for start in range(0, len(keys), 1000):
            for user in self.session.scalars(
                select(User).where(User.id.in_(keys[start : start + 1000]))
            ):
                users_by_id[user.id] = user
        return {key: UserOut.model_validate(user) for key, user in users_by_id.items()}
