"""Lines for an invoice."""


class Line:
    def __init__(self, name: str, amount: int, price: float) -> None:
        self.name = name
        self.amount = amount
        self.price = price

    def text(self) -> str:
        return "{} x {:>30}: {:.2f} EUR".format(self.amount, self.name, self.amount * self.price)

    def key(self) -> str:
        return "line-{name}-{amount}".format(name=self.name, amount=self.amount)


def total(lines: list[Line]) -> str:
    template = "{} EUR"
    return template.format(sum(line.amount * line.price for line in lines))


def quoted(line: Line, labels: dict[str, str]) -> str:
    return 'label "{}"'.format(labels["label"])
