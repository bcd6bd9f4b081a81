from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine("postgresql+asyncpg://localhost/shop")
SessionLocal = async_sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int]
    total: Mapped[int]


class AuditLog(Base):
    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int]
    event: Mapped[str]


async def log_event(order_id: int, event: str) -> None:
    async with SessionLocal() as session:
        session.add(AuditLog(order_id=order_id, event=event))
        await session.commit()


async def place_order(customer_id: int, total: int) -> int:
    async with SessionLocal() as session:
        order = Order(customer_id=customer_id, total=total)
        session.add(order)
        await session.flush()
        order_id = order.id
        await log_event(order_id, "placed")
        return order_id
