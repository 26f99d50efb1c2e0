"""The registers: every vocabulary, alias and threshold that normalising goes by, as data in this folder."""

from normalise.registers.loading import BadRegister, Registers, load_registers

__all__ = ["BadRegister", "Registers", "load_registers"]
