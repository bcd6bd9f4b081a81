from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, tuple_
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
    keys = list(
        dict.fromkeys(
            (payment.tenant_id, payment.invoice_number) for payment in payments
        )
    )
    invoice_by_tenant_id_and_number = {}
    for start in range(0, len(keys), 1000):
        for invoice_row in session.scalars(
            select(Invoice).where(
                tuple_(Invoice.tenant_id, Invoice.number).in_(
                    keys[start : start + 1000]
                )
            )
        ):
            invoice_by_tenant_id_and_number[
                (invoice_row.tenant_id, invoice_row.number)
            ] = invoice_row
    for payment in payments:
        invoice = invoice_by_tenant_id_and_number.get(
            (payment.tenant_id, payment.invoice_number)
        )
        due.append(invoice.amount if invoice else None)
    return due
