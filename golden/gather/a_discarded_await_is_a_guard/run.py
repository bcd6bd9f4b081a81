async def scenario(module, world):
    read = []

    def document(request):
        read.append(request.url.path)
        return "secret"

    client = world.http({"/documents/plan": document})
    try:
        await module.show(client, "eve", "plan")
    except module.AccessDeniedError:
        return f"denied, read {read}"
