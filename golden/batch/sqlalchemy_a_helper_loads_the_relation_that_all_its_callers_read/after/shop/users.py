from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from shop.models import Order, User


class Users:
    def __init__(self, session: Session) -> None:
        self.session = session

    def listed(self) -> list[User]:
        """All users, the oldest first."""
        return list(
            self.session.scalars(
                select(User).order_by(User.id).options(selectinload(User.orders))
            )
        )
