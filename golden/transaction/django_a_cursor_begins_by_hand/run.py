WORLD = "django"


def fill(module, world):
    cursor = module.connection.cursor()
    cursor.execute("CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER)")
    cursor.execute("CREATE TABLE transfers (source INTEGER, amount INTEGER)")
    cursor.execute("INSERT INTO accounts VALUES (1, 100)")


def scenario(module, world):
    return module.withdraw(1, 10)
