WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Batch, module.Failure)
    module.Batch.objects.create(name="monday")


def scenario(module, world):
    return module.load(module.Batch.objects.get(), ["1", "two"])


def whole(rows):
    failed = {batch[0] for batch in rows["shop_batch"] if batch[2] == "failed"}
    return failed == {failure[1] for failure in rows["shop_failure"]}
