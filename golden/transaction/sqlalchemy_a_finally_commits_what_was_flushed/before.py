from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


def sign_up(email: str, size: int) -> None:
    with SessionLocal() as db:
        try:
            user = User(email=email)
            db.add(user)
            db.commit()
            share = 100 // size
            db.add(Item(title=f"share {share}", owner_id=user.id))
            db.commit()
        finally:
            db.commit()
