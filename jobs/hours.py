"""Working hours, as jobs keep them and pages foretell them."""

from service.hours import CLOSES, HELSINKI, OPENS, are_working, is_working_day, midnight

__all__ = ["CLOSES", "HELSINKI", "OPENS", "are_working", "is_working_day", "midnight"]
