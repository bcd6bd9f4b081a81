TEMPOS = ({}, {"POST /rooms/tea": 2, "POST /rooms/tea #2": 1})


async def scenario(module, world):
    inbox = []

    def receive(request):
        inbox.append(request.content.decode())
        return 200

    fine = await module.Bot(world.http({"/rooms/tea": receive}), "tea").announce(
        "Tea", "at 5"
    )
    return fine, inbox
