from fastapi import Depends, FastAPI
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

app = FastAPI()


def get_session():
    with SessionLocal() as session:
        yield session


@app.post("/orders")
def add_order(number: int, session: Session = Depends(get_session)) -> None:
    session.add(Order(id=number))
    session.commit()


@app.post("/entries")
def add_entry(number: int, session: Session = Depends(get_session)) -> None:
    session.add(Entry(order_id=number))
    session.commit()


@app.post("/both")
def place_order(number: int, session: Session = Depends(get_session)) -> None:
    add_order(number, session)
    add_entry(number, session)
