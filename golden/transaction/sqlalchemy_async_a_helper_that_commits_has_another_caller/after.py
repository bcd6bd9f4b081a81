from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine("postgresql+asyncpg://localhost/shop")
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    total: Mapped[int]
    status: Mapped[str] = mapped_column(default="open")


class AuditLog(Base):
    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    event: Mapped[str]


async def create_order(
    session: AsyncSession, customer_id: int, total: int, *, commit: bool = True
) -> Order:
    order = Order(customer_id=customer_id, total=total)
    session.add(order)
    if commit:
        await session.commit()
    else:
        await session.flush()
    await session.refresh(order)
    return order


async def log_event(session: AsyncSession, order: Order, event: str) -> None:
    session.add(AuditLog(order_id=order.id, event=event))
    await session.flush()


async def place_order(customer_id: int, total: int) -> int:
    async with SessionLocal() as session:
        order = await create_order(session, customer_id, total, commit=False)
        await log_event(session, order, "placed")
        await session.commit()
        return order.id


async def reserve(customer_id: int) -> int:
    async with SessionLocal() as session:
        order = await create_order(session, customer_id, 0)
        return order.id
