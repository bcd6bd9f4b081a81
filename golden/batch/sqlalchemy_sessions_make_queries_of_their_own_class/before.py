from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Query, Session, mapped_column, sessionmaker

engine = create_engine("sqlite://")


class LoudQuery(Query):
    """Names come in capitals."""

    def first(self):
        found = super().first()
        if found is not None:
            found.name = found.name.upper()
        return found


SessionLocal = sessionmaker(engine, query_cls=LoudQuery)


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


def names(session: Session, customer_ids: list[int]) -> list[str]:
    found = []
    for customer_id in customer_ids:
        customer = session.query(Customer).filter(Customer.id == customer_id).first()
        found.append(customer.name if customer is not None else "")
    return found
