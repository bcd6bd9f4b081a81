import httpx
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


class Telling(Session):
    def commit(self) -> None:
        super().commit()
        httpx.post("https://events.example/commits")


engine = create_engine("sqlite:///shop.db")
SessionLocal = sessionmaker(engine, class_=Telling, expire_on_commit=False)


def place_order(number: int) -> None:
    with SessionLocal() as session:
        session.add(Order(id=number))
        session.flush()
        session.add(Entry(order_id=number))
        session.commit()
