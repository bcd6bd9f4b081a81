from sqlalchemy import ForeignKey
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


async def place_order(customer_id: int, totals: list[int]) -> list[int]:
    async with SessionLocal() as session:
        order = Order(customer_id=customer_id, total=sum(totals))
        session.add(order)
        await session.flush()
        entries = [
            AuditLog(order_id=order.id, event=f"line {total}") for total in totals
        ]
        session.add_all(entries)
        await session.commit()
    return [entry.order_id for entry in entries]
