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


def create_user(db: Session, email: str) -> User:
    user = User(email=email)
    db.add(user)
    db.commit()
    return user


def create_item(db: Session, title: str, owner_id: int) -> None:
    db.add(Item(title=title, owner_id=owner_id))
    db.commit()


def sign_up(email: str, size: int) -> None:
    with SessionLocal() as db:
        try:
            user = create_user(db, email)
            create_item(db, f"share {100 // size}", user.id)
        except ZeroDivisionError:
            db.add(User(email="failed"))
            db.commit()
            raise


def add_user(email: str) -> int:
    with SessionLocal() as db:
        return create_user(db, email).id
