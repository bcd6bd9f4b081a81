from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    total: Mapped[int]

    def __bool__(self) -> bool:
        return self.total > 0


def buyers(session: Session, ids: list[int]) -> list[int]:
    return [i for i in ids if session.query(Order).filter_by(user_id=i).first()]
