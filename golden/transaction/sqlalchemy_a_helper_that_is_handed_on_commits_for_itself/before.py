from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="new")


class Entry(Base):
    __tablename__ = "entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int]


engine = create_engine("sqlite:///shop.db")
SessionLocal = sessionmaker(engine, expire_on_commit=False)


def add_order(session: Session, number: int) -> None:
    session.add(Order(id=number))
    session.commit()


def add_entry(session: Session, number: int) -> None:
    session.add(Entry(order_id=number))
    session.commit()


def place_order(number: int) -> None:
    with SessionLocal() as session:
        add_order(session, number)
        add_entry(session, number)


def fill(number: int) -> None:
    for add in (add_order, add_entry):
        with SessionLocal() as session:
            add(session, number)
