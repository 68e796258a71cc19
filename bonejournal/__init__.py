"""A bone-health journal that a woman keeps on her own laptop."""

__version__ = "0.1.0"
