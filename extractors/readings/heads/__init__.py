"""Headings over several columns (`groups`), in painted cells (`painted`), or in one that nothing parts (`wide`)."""
