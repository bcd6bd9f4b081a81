WORLD = "flask_sqlalchemy"
SITUATIONS = ("none", "one", "many", "nobody")
STATEMENTS = {"none": (2, 2), "one": (7, 4), "many": (9, 4), "nobody": (6, 3)}
BOOKS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (2, 2), (3, 1), (4, 3)],
    "nobody": [(1, None), (2, None)],
}


def fill(module, world):
    module.db.create_all()
    session = module.db.session
    if world.situation != "none":
        session.add_all(module.Author(id=i, name=f"author {i}") for i in range(1, 5))
    session.flush()
    session.add_all(
        module.Book(id=i, title=f"book {i}", author_id=author)
        for i, author in BOOKS[world.situation]
    )


def scenario(module, world):
    found = module.authors()
    world.session.expunge_all()
    return found, module.books()
