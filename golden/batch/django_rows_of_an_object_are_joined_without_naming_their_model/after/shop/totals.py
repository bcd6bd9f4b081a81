from .report import titles


def total(customer_id: int) -> int:
    return len(titles(customer_id))
