from sqlalchemy.orm import Session


class Repository:
    def __init__(self, session: Session) -> None:
        self.session = session

    def _run(self, statement):
        return self.session.execute(statement)

    def _objects(self, statement):
        return list(self._run(statement).scalars())

    def _object(self, statement):
        return self._run(statement).scalars().first()
