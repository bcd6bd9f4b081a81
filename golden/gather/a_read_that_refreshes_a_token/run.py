async def scenario(module, world):
    tokens = iter("abc")
    current = []

    def login(_):
        current[:] = [next(tokens)]
        return current[0]

    def answer(request):
        return "welcome" if request.headers["x-token"] == current[0] else 401

    client = world.http({"/login": login, "/me": answer, "/news": answer})
    return await module.Api(client).home(), current
