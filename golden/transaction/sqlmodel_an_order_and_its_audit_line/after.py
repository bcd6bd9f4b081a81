from sqlmodel import Field, Session, SQLModel, create_engine

engine = create_engine("sqlite:///shop.db")


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


def place_order(customer_id: int) -> Order:
    with Session(engine) as session:
        order = Order(customer_id=customer_id)
        session.add(order)
        session.flush()
        session.refresh(order)
        session.add(AuditLog(order_id=order.id, event="placed"))
        session.commit()
        session.refresh(order)
        return order
