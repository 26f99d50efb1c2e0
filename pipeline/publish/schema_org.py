"""A release as a schema.org Dataset in JSON-LD, which search engines for data read.

Source: schema.org, `Dataset`, `DataDownload`, `DataCatalog`; Google, "Dataset structured data".
"""

from expectations.contract import dataset
from pipeline.outputs.package import FORMS
from pipeline.publish.content import Content, Edition, Links
from pipeline.publish.settings import Agent
from pipeline.publish.subject import area, identifier


def as_schema_org(content: Content, edition: Edition, links: Links) -> dict[str, object]:
    """The Dataset; its downloads lie where `links` says."""
    settings = content.settings
    described: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": identifier(settings),
        "identifier": identifier(settings),
        "name": settings.title,
        "description": settings.description,
        "version": str(edition.version),
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "keywords": list(settings.keywords),
        "creator": _organisation(settings.publisher),
        "publisher": _organisation(settings.publisher),
        "spatialCoverage": [_place(*council) for council in content.councils],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": f"{name}.{field.name}", "description": field.description}
            for name in content.tables
            for field in dataset(name).fields
        ],
        "isBasedOn": [_work(source.attribution, source.plan["source_url"]) for source in content.sources],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f"{dataset(file.dataset).title} ({file.form})",
                "contentUrl": links.file(file.name),
                "encodingFormat": FORMS[file.form],
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in content.files
        ],
    }
    if settings.base_url:
        described["url"] = links.file("index.html")
    if urls := [each.url for each in content.licences if each.url]:
        described["license"] = urls
    if content.covers:
        described["temporalCoverage"] = "/".join(day.isoformat() for day in content.covers)
    if edition.issued:
        described["dateModified"] = edition.issued
    return described


def _organisation(agent: Agent) -> dict[str, object]:
    address = {"url": agent.url} if agent.url else {}
    mail = {"email": agent.email} if agent.email else {}
    return {"@type": "Organization", "name": agent.name, **address, **mail}


def _place(name: str, code: str | None, gss: str | None) -> dict[str, object]:
    identifiers = [
        {"@type": "PropertyValue", "propertyID": kind, "value": value}
        for kind, value in (("local-authority-code", code), ("GSS", gss))
        if value
    ]
    return {
        "@type": "AdministrativeArea",
        "name": name,
        "identifier": identifiers,
        **({"@id": area(gss)} if gss else {}),
    }


def _work(named: str, url: object) -> dict[str, object]:
    return {"@type": "CreativeWork", "name": named, **({"url": url} if url else {})}
