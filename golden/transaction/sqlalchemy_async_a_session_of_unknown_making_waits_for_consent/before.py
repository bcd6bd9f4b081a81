from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


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


class OrderService:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def place(self, customer_id: int, total: int) -> int:
        order = Order(customer_id=customer_id, total=total)
        self.session.add(order)
        await self.session.commit()
        self.session.add(AuditLog(order_id=order.id, event="placed"))
        await self.session.commit()
        return order.id
