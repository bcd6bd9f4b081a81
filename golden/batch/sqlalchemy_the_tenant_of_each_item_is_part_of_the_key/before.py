from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Invoice(Base):
    __tablename__ = "invoices"

    tenant_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[int]


@dataclass(frozen=True)
class Payment:
    tenant_id: int
    invoice_number: int


def amounts_due(session: Session, payments: list[Payment]) -> list[int | None]:
    due: list[int | None] = []
    for payment in payments:
        invoice = session.scalars(
            select(Invoice).where(
                Invoice.tenant_id == payment.tenant_id,
                Invoice.number == payment.invoice_number,
            )
        ).one_or_none()
        due.append(invoice.amount if invoice else None)
    return due
