from __future__ import annotations

from contextlib import contextmanager

from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

SessionLocal = sessionmaker()


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


def get_session():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


get_db = contextmanager(get_session)


@contextmanager
def get_db_context(db: Session | None = None):
    if db is not None:
        yield db
    else:
        with get_db() as session:
            yield session


def names(ids: list[int], db: Session | None = None) -> list[str | None]:
    found = []
    with get_db_context(db) as db:
        for user_id in ids:
            user = db.query(User).filter_by(id=user_id).first()
            found.append(user.name if user else None)
    return found


def first_letters(ids: list[int]) -> list[str | None]:
    found = []
    with get_db() as db:
        for user_id in ids:
            user = db.get(User, user_id)
            found.append(user.name[0] if user else None)
    return found
