"""The registers: every vocabulary, alias and threshold that normalising goes by, as data in this folder.

`loading` reads them, `known` is all of them as one thing.
"""

from normalise.registers.known import Registers
from normalise.registers.loading import BadRegister, load_registers

__all__ = ["BadRegister", "Registers", "load_registers"]
