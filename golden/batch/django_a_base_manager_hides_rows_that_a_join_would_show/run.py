WORLD = "django"
SITUATIONS = ("none", "present", "gone")


def fill(module, world):
    world.create(module.Room, module.Visit)
    if world.situation != "none":
        gone = world.situation == "gone"
        room = module.Room(id=1, gone=gone)
        room.save()
        module.Visit.objects.create(room=room)


def scenario(module, world):
    try:
        return module.rooms()
    except module.Room.DoesNotExist:
        return "hidden"
