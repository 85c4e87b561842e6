"""How a contract is refused. It stands alone, so that whoever names it imports no parser."""


class ContractError(Exception):
    """The contract cannot be built. Each line names a place and what is wrong there."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
