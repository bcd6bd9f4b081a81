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
    rows = session.execute(
        select(Payment.user_id, func.sum(Payment.cents))
        .where(Payment.user_id.in_(ids))
        .group_by(Payment.user_id)
    )
    cents_by_user_id = dict(rows.tuples().all())
    for user_id in ids:
        found[user_id] = cents_by_user_id.get(user_id, 0)
    return found
