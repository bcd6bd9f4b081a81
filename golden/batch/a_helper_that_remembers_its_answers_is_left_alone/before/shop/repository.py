from __future__ import annotations

from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.models import Order, User


class UserRepository:
    def __init__(self, session: Session) -> None:
        self.session = session

    @cache
    def get_user(self, user_id: int) -> User | None:
        return self.session.get(User, user_id)

    def get_orders(self, user_id: int, status: str = "open") -> list[Order]:
        result = self.session.execute(
            select(Order)
            .where(Order.user_id == user_id, Order.status == status)
            .order_by(Order.total)
        )
        return list(result.scalars().all())
