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


class Users:
    def create(self, db: Session, email: str) -> User:
        user = User(email=email)
        db.add(user)
        db.commit()
        return user


class TestUsers(Users):
    def create(self, db: Session, email: str) -> User:
        return super().create(db, f"test-{email}")


def create_item(db: Session, title: str, owner_id: int) -> None:
    db.add(Item(title=title, owner_id=owner_id))
    db.commit()


def sign_up(db: Session, users: Users, email: str) -> None:
    user = users.create(db, email)
    create_item(db, "welcome", user.id)


def add_user(db: Session, users: Users, email: str) -> int:
    return users.create(db, email).id
