"""Identifiers that several descriptions of a release share."""

from uuid import NAMESPACE_URL, uuid5

from pipeline.publish.settings import Settings


def identifier(settings: Settings) -> str:
    """What identifies the dataset from release to release: its address or, where none is stated, a URN.

    The URN depends on who publishes under which name, so that both stay what they are as long as those do.
    """
    return settings.base_url or f"urn:uuid:{uuid5(NAMESPACE_URL, f'{settings.publisher.name}/{settings.name}')}"


def area(gss_code: str) -> str:
    """The address of an area in the Government Statistical Service's register of geography."""
    return f"http://statistics.data.gov.uk/id/statistical-geography/{gss_code}"
