from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.models import User


class UserRepository:
    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, user_id: int) -> User | None:
        return self.session.get(User, user_id)

    def get_many(self, user_ids: Iterable[int]) -> list[User]:
        return list(self.session.scalars(select(User).where(User.id.in_(user_ids))))
