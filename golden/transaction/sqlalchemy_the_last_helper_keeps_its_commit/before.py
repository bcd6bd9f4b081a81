from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine)


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


def create_user(db, email):
    user = User(email=email)
    db.add(user)
    db.commit()
    return user


def create_item(db, title, owner_id):
    item = Item(title=title, owner_id=owner_id)
    db.add(item)
    db.commit()
    return item.id


def sign_up(db: Session, email: str) -> int:
    user = create_user(db, email)
    return create_item(db, "welcome", user.id)


def add_user(db: Session, email: str) -> int:
    return create_user(db, email).id


def import_user(email: str) -> int:
    with SessionLocal() as session:
        return sign_up(session, email)


def invite_user(email: str) -> int:
    with SessionLocal() as session:
        return add_user(session, email)
