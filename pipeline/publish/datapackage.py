"""A release as a Data Package, for Frictionless and whoever reads its descriptors.

Source: the Data Package specification, version 2.
"""

from pipeline.outputs.package import PROFILE, resources_of
from pipeline.publish.content import Content, Edition


def descriptor(content: Content, edition: Edition, prefix: str = "") -> dict[str, object]:
    """The descriptor, whose paths begin with `prefix`: none in the release folder, the folder's name beside it."""
    settings = content.settings
    files = {file.name: file for file in content.files}
    resources: list[dict[str, object]] = []
    for name in content.tables:
        for resource in resources_of(name, released=True):
            file = files[f"{name}.{resource['format']}"]
            resource["path"] = prefix + file.name
            if file.form == "csv":
                # Frictionless counts no bytes of a Parquet file and takes any number for a wrong one.
                resource |= {"bytes": file.size, "hash": f"sha256:{file.sha256}"}
            resources.append(resource)
    contributors = [
        {"title": agent.name, "roles": [role], **({"path": agent.url} if agent.url else {})}
        for agent, role in ((settings.publisher, "publisher"), (settings.contact, "contact"))
    ]
    licences = [{"name": each.id, "title": each.title, "path": each.url} for each in content.licences if each.url]
    sources = [
        {"title": source.attribution, **({"path": source.plan["source_url"]} if source.plan["source_url"] else {})}
        for source in content.sources
    ]
    return {
        "$schema": PROFILE,
        "name": settings.name,
        "title": settings.title,
        "description": settings.description,
        "version": str(edition.version),
        **({"homepage": settings.base_url} if settings.base_url else {}),
        "keywords": list(settings.keywords),
        "contributors": contributors,
        **({"licenses": licences} if licences else {}),
        "sources": sources,
        "resources": resources,
    }
