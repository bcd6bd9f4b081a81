from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker


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


def place_order(number: int) -> None:
    with SessionLocal() as session:
        session.add(Order(id=number))
        session.flush()
        session.add(Entry(order_id=number))
        session.commit()


def place_or_mark(number: int) -> None:
    try:
        place_order(number)
    except ValueError:
        raise
    except Exception:
        with SessionLocal() as session:
            order = session.get_one(Order, number)
            order.state = "failed"
            session.commit()
