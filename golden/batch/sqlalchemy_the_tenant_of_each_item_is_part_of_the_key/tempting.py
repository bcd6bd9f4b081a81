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
    numbers = {payment.invoice_number for payment in payments}
    invoices = {
        invoice.number: invoice
        for invoice in session.scalars(
            select(Invoice).where(Invoice.number.in_(numbers))
        )
    }
    for payment in payments:
        invoice = invoices.get(payment.invoice_number)
        due.append(invoice.amount if invoice else None)
    return due
