from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

SessionLocal = sessionmaker(bind=create_engine("sqlite://"))


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


@contextmanager
def opened() -> Iterator[Session]:
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


class Users:
    def name_of(self, key: int) -> str | None:
        try:
            with opened() as db:
                user = db.query(User).filter_by(id=key).first()
                return user.name
        except Exception:
            return None


def names(users: Users, keys: list[int]) -> list[str]:
    found = []
    for key in keys:
        name = users.name_of(key)
        if name:
            found.append(name)
    return found
