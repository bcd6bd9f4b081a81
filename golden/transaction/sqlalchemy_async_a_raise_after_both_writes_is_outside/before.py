from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine("postgresql+asyncpg://localhost/shop")
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)


class Login(Base):
    __tablename__ = "logins"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]


class WrongSecretError(Exception):
    pass


async def log_in(user_id: int, secret: str) -> None:
    async with SessionLocal() as session:
        user = await session.get_one(User, user_id)
        user.attempts = User.attempts + 1
        await session.commit()
        session.add(Login(user_id=user.id))
        await session.commit()
        if user.secret != secret:
            raise WrongSecretError(user_id)
