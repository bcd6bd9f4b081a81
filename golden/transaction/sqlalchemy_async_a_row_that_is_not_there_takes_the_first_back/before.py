from sqlalchemy import ForeignKey, select
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


async def order_of(session: AsyncSession, customer_id: int) -> Order:
    found = await session.scalars(select(Order).where(Order.customer_id == customer_id))
    return found.one()


async def place_order(customer_id: int, total: int) -> int:
    async with SessionLocal() as session:
        order = Order(customer_id=customer_id, total=total)
        session.add(order)
        await session.commit()
        last = await order_of(session, customer_id - 6)
        session.add(AuditLog(order_id=last.id, event="followed"))
        await session.commit()
        return order.id
