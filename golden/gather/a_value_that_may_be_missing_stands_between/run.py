async def scenario(module, world):
    report = module.Report(world.http({"/titles/a": "A"}))
    return await report.render("a", {"width": "wide"})
