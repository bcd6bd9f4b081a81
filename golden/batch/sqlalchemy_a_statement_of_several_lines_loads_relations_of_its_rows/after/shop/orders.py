from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from shop.models import Order


class Orders:
    def __init__(self, session: Session) -> None:
        self.session = session

    def search(self, least: int | None, page: int) -> list[Order]:
        stmt = select(Order)
        if least is not None:
            stmt = stmt.where(Order.total >= least)
        stmt = stmt.order_by(Order.id).offset(page * 3).limit(3)
        return list(self.session.scalars(stmt.options(selectinload(Order.user))).all())
