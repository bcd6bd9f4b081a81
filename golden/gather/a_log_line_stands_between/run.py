ROUNDS = (2, 1)
FAULTS = False
TEMPOS = ({}, {"GET /target/checksum": 0.5})


async def scenario(module, world):
    client = world.http({"/source/checksum": "ab1", "/target/checksum": "ab1"})
    return await module.migrate(client)
