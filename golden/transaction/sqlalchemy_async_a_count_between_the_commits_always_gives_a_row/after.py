from sqlalchemy import ForeignKey, func, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
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


async def place_order(customer_id: int, total: int) -> int:
    async with SessionLocal() as session:
        order = Order(customer_id=customer_id, total=total)
        session.add(order)
        await session.flush()
        orders = select(func.count()).select_from(Order)
        number = (await session.execute(orders)).scalar_one()
        session.add(AuditLog(order_id=order.id, event=f"placed as number {number}"))
        await session.commit()
        return number
