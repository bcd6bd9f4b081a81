WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (13, 13), "many": (52, 13)}
COLOURS = {
    "none": [],
    "one": ["red"],
    "many": ["RED", "blue", "Red", "blue "],
    "twice": ["red", "blue", "red"],
    "missing": ["red", "nobody", ""],
}
ROWS = [
    (1, "A-1", "Red", 1, "2.50"),
    (2, "a-2", "RED", None, "2.50"),
    (3, "B-1", "blue", 2, "0.99"),
    (4, "B-2", "blue", 1, "7.00"),
    (5, "B-3", "blue ", 2, "7.00"),
    (6, "B-4", "Blue", 2, "1.50"),
]
CODES = {"RED": "a-1", "Red": "A-2", "red": "A-1", "blue": "b-1", "blue ": "B-3"}


def fill(module, world):
    world.create(module.Brand, module.Product)
    for i, name in enumerate(["acme", "Bolt"], 1):
        module.Brand.objects.create(id=i, name=name)
    for i, code, colour, brand, price in ROWS:
        module.Product.objects.create(
            id=i, code=code, colour=colour, brand_id=brand, price=price
        )


def told(run, *args):
    try:
        found = run(*args)
        return [
            sorted(vars(f).items())[1:] if hasattr(f, "_state") else f for f in found
        ]
    except Exception as error:
        return type(error).__name__, str(error)


def scenario(module, world):
    colours = COLOURS[world.situation]
    codes = [CODES.get(colour, colour) for colour in colours]
    brands = [1, 2, 1, 1]
    return (
        module.ids(codes),
        told(module.must, codes),
        told(module.or_404, codes),
        module.of_colours(colours),
        module.cheapest(colours),
        module.dearest(colours),
        module.codes_of(colours),
        module.pairs_of(colours),
        module.rows_of(colours),
        module.counts(colours),
        module.highest(colours),
        module.unknown(colours),
        module.priced(list(zip(colours, brands, strict=False))),
    )
