from django.core.files.storage import InMemoryStorage

WORLD = "django"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Document, module.Version)
    with world.other() as disk:
        disk.execute("CREATE TABLE files (name TEXT)")

    class Disk(InMemoryStorage):
        def save(self, name, content, max_length=None):
            name = super().save(name, content, max_length)
            with world.other() as disk:
                disk.execute("INSERT INTO files VALUES (%s)", (name,))
            return name

    module.Document._meta.get_field("file").storage = Disk()


def scenario(module, world):
    return module.store("prices", b"1, 2, 3")


def whole(rows):
    named = {document[2] for document in rows["shop_document"]}
    return len(rows["shop_document"]) == len(rows["shop_version"]) and (
        named == {name for (name,) in rows["files"]}
    )
