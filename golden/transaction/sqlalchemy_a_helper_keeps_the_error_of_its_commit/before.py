from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class Users:
    def __init__(self, db: Session) -> None:
        self.db = db

    def create(self, email: str) -> User:
        try:
            user = User(email=email)
            self.db.add(user)
            self.db.commit()
            return user
        except SQLAlchemyError:
            self.db.rollback()
            raise


class Items:
    def __init__(self, db: Session) -> None:
        self.db = db

    def create(self, title: str, owner_id: int) -> None:
        try:
            self.db.add(Item(title=title, owner_id=owner_id))
            self.db.commit()
        except SQLAlchemyError:
            self.db.rollback()
            return


def sign_up(email: str) -> None:
    with SessionLocal() as db:
        user = Users(db).create(email)
        Items(db).create(f"welcome {email}", user.id)


def add_user(email: str) -> int:
    with SessionLocal() as db:
        return Users(db).create(email).id


def add_item(title: str, owner_id: int) -> None:
    with SessionLocal() as db:
        Items(db).create(title, owner_id)
