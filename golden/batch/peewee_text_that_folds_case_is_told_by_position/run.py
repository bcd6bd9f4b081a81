WORLD = "peewee"
SITUATIONS = ("none", "one", "many", "twice", "missing", "crowd")
STATEMENTS = {"none": (0, 0), "one": (11, 11), "many": (44, 11), "crowd": (601, 22)}
COLOURS = {
    "none": [],
    "one": ["red"],
    "many": ["RED", "blue", "Red", "blue "],
    "twice": ["red", "blue", "red"],
    "missing": ["red", "nobody", ""],
    "crowd": [*(f"colour {n}" for n in range(57)), "RED", "blue", "red"],
}
ROWS = [
    (1, "A-1", "Red", 1, 2),
    (2, "a-2", "RED", 2, 2),
    (3, "B-1", "blue", 2, 1),
    (4, "B-2", "blue", 1, 7),
    (5, "B-3", "blue ", 2, 7),
    (6, "B-4", "Blue", 2, 1),
]
CODES = {"RED": "a-1", "Red": "A-2", "red": "A-1", "blue": "b-1", "blue ": "B-3"}


def fill(module, world):
    world.create(module.Brand, module.Product)
    for i, name in enumerate(["acme", "Bolt"], 1):
        module.Brand.create(id=i, name=name)
    for i, code, colour, brand, price in ROWS:
        module.Product.create(
            number=i, code=code, colour=colour, brand=brand, price=price
        )


def told(run, *args):
    try:
        return [vars(found) for found in run(*args)]
    except Exception as error:
        return type(error).__name__


def scenario(module, world):
    colours = COLOURS[world.situation]
    codes = [CODES.get(colour, colour) for colour in colours]
    prices = [2, 7, 2, 1]
    return (
        module.ids(codes),
        told(module.must, codes),
        [[vars(product) for product in found] for found in module.of_colours(colours)],
        module.cheapest(colours),
        module.dearest(colours),
        module.rows_of(colours),
        module.dicts_of(colours),
        module.counts(colours),
        module.totals(colours),
        module.unknown(colours),
        module.priced([(colour, prices[n % 4]) for n, colour in enumerate(colours)]),
    )
