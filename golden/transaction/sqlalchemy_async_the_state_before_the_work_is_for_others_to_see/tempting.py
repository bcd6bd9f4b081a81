import httpx
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


async def ship(http: httpx.AsyncClient, order_id: int) -> None:
    async with SessionLocal() as session:
        order = await session.get_one(Order, order_id)
        order.status = "shipping"
        await session.flush()
        label = await http.post(
            "https://parcels.example/labels", json={"order": order_id}
        )
        order.status = "shipped" if label.is_success else "failed"
        session.add(AuditLog(order_id=order.id, event=order.status))
        await session.commit()
