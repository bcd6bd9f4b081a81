from sqlalchemy import update
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine("postgresql+asyncpg://localhost/shop")
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Address(Base):
    __tablename__ = "addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    street: Mapped[str]
    is_default: Mapped[bool]


async def add_address(user_id: int, street: str, is_default: bool) -> Address:
    async with SessionLocal() as session:
        if is_default:
            await session.execute(
                update(Address)
                .where(Address.user_id == user_id)
                .values(is_default=False)
            )
            await session.flush()
        address = Address(user_id=user_id, street=street, is_default=is_default)
        session.add(address)
        await session.commit()
        return address
