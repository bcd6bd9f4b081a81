from __future__ import annotations

from sqlalchemy.orm import Session

from shop.models import User


class Users:
    def __init__(self, session: Session) -> None:
        self.session = session

    def totals(self, user_id: int) -> list[int]:
        user = self.session.get(User, user_id)
        return [order.total for order in user.orders] if user else []
