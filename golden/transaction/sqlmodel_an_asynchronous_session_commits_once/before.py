from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

engine = create_async_engine("sqlite+aiosqlite:///shop.db")


class Order(SQLModel, table=True):
    __tablename__ = "orders"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int
    status: str = "open"


class AuditLog(SQLModel, table=True):
    __tablename__ = "audit_log"

    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="orders.id")
    event: str


async def place_order(customer_id: int) -> Order:
    async with AsyncSession(engine) as session:
        order = Order(customer_id=customer_id)
        session.add(order)
        await session.commit()
        await session.refresh(order)
        session.add(AuditLog(order_id=order.id, event="placed"))
        await session.commit()
        await session.refresh(order)
        return order
