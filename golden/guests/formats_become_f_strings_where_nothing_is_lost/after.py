"""Lines for an invoice."""


class Line:
    def __init__(self, name: str, amount: int, price: float) -> None:
        self.name = name
        self.amount = amount
        self.price = price

    def text(self) -> str:
        return f"{self.amount} x {self.name:>30}: {self.amount * self.price:.2f} EUR"

    def key(self) -> str:
        return f"line-{self.name}-{self.amount}"


def total(lines: list[Line]) -> str:
    template = "{} EUR"
    return template.format(sum(line.amount * line.price for line in lines))


def quoted(line: Line, labels: dict[str, str]) -> str:
    return f'label "{labels["label"]}"'
