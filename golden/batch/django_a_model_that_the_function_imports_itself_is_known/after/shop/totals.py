from .report import open_orders


def total() -> int:
    return sum(open_orders().values())
