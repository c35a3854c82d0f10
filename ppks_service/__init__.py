"""PPKS Service: the platform that the four apps of the work stand on."""

__version__ = "0.1.0"
