from sqlalchemy import BigInteger, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Payment(Base):
    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    cents: Mapped[int] = mapped_column(BigInteger)


def paid(session: Session, ids: list[int]) -> dict[int, int]:
    found = {}
    for user_id in ids:
        found[user_id] = session.scalar(
            select(func.coalesce(func.sum(Payment.cents), 0)).where(
                Payment.user_id == user_id
            )
        )
    return found
