"""A release as a CKAN package: what a portal's `package_create` takes, and what data.gov.uk harvests from one.

Sources: CKAN's API guide (`package_create`); data.gov.uk, "CKAN fields harvested".
"""

import re

from expectations.contract import dataset
from pipeline.outputs.package import FORMS
from pipeline.publish.content import Content, Edition, Links

# What CKAN allows in a tag (`tag_name_validator`).
_NOT_IN_TAG = re.compile(r"[^\w .-]")


def as_package(content: Content, edition: Edition, links: Links) -> dict[str, object]:
    """The package; `license_id` is the sources' licence if they share one, with every one named in `notes`."""
    settings, contact = content.settings, content.settings.contact
    licences = content.licences
    attribution = "\n".join(f"- {source.attribution}" for source in content.sources)
    extras: dict[str, str | None] = {
        "identifier": f"{settings.name}-{edition.version}",
        "contact-name": contact.name,
        "contact-email": contact.email,
        "update_frequency": settings.frequency,
        "gss_codes": " ".join(gss for _, _, gss in content.councils if gss),
        "local_authority_codes": " ".join(code for _, code, _ in content.councils if code),
    }
    if content.covers:
        extras["temporal_coverage-from"], extras["temporal_coverage-to"] = (d.isoformat() for d in content.covers)
    return {
        "name": re.sub(r"[^a-z0-9_-]+", "-", settings.name),
        "title": settings.title,
        "notes": f"{settings.description}\n\n{attribution}",
        "version": str(edition.version),
        "url": settings.base_url,
        "license_id": licences[0].ckan if len(licences) == 1 else "notspecified",
        "owner_org": re.sub(r"[^a-z0-9]+", "-", settings.publisher.name.lower()).strip("-"),
        "author": settings.publisher.name,
        "author_email": settings.publisher.email,
        "maintainer": contact.name,
        "maintainer_email": contact.email,
        "tags": [{"name": _NOT_IN_TAG.sub(" ", word)} for word in settings.keywords],
        "extras": [{"key": key, "value": value} for key, value in extras.items() if value],
        "resources": [
            {
                "name": f"{dataset(file.dataset).title} ({file.form})",
                "description": dataset(file.dataset).description,
                "url": links.file(file.name),
                "format": file.form.upper(),
                "mimetype": FORMS[file.form],
                "size": file.size,
                "hash": file.sha256,
                "resource_type": "file",
                "schema_url": links.file(f"{file.name}-metadata.json" if file.form == "csv" else "datapackage.json"),
                "schema_type": "csvw" if file.form == "csv" else "datapackage",
            }
            for file in content.files
        ]
        + [
            {
                "name": "Data dictionary",
                "description": "Every dataset and column, sources and attribution, what was withheld.",
                "url": links.file("index.html"),
                "format": "HTML",
                "mimetype": "text/html",
                "resource_type": "documentation",
            }
        ],
    }
