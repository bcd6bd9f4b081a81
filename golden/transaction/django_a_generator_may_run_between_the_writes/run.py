WORLD = "django"
ENGINE = "postgresql"


def fill(module, world):
    world.create(module.Sheet, module.Row)
    sheet = module.Sheet.objects.create(name="prices")
    module.Row.objects.create(sheet=sheet, value="old")


def scenario(module, world):
    def values():
        with world.other() as other:
            yield str(other.execute("SELECT count(*) FROM shop_row").fetchone()[0])

    return module.replace_rows(module.Sheet.objects.get(), values())
