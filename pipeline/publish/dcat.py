"""A release as a DCAT catalogue in JSON-LD, whose keys are those of a `data.json`.

data.gov.uk harvests both: DCAT as RDF, and JSON with these keys. One file serves for both, since the context says which
term of DCAT each key stands for. Sources: W3C, DCAT 3; data.gov.uk, "Accepted DCAT and data.json fields", where title,
description, identifier, licence and publisher are mandatory and dates and periods are ISO 8601 text.
"""

from expectations.contract import dataset
from pipeline.outputs.package import FORMS
from pipeline.publish.content import Content, DataFile, Edition, Links
from pipeline.publish.settings import Agent
from pipeline.publish.subject import area, identifier

_LINK = "@id"
_IANA = "https://www.iana.org/assignments/media-types/"
_CONTEXT: dict[str, object] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": "dct:title",
    "description": "dct:description",
    "identifier": "dct:identifier",
    "license": {"@id": "dct:license", "@type": _LINK},
    "keyword": "dcat:keyword",
    "theme": {"@id": "dcat:theme", "@type": _LINK},
    "issued": {"@id": "dct:issued", "@type": "xsd:date"},
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
    "publisher": "dct:publisher",
    "name": "foaf:name",
    "mbox": "foaf:mbox",
    "homepage": {"@id": "foaf:homepage", "@type": _LINK},
    "contactPoint": "dcat:contactPoint",
    "fn": "vcard:fn",
    "hasEmail": {"@id": "vcard:hasEmail", "@type": _LINK},
    "hasURL": {"@id": "vcard:hasURL", "@type": _LINK},
    "version": "dcat:version",
    "language": "dct:language",
    "frequency": "dct:accrualPeriodicity",
    "temporal": "dct:temporal",
    "spatial": {"@id": "dct:spatial", "@type": _LINK},
    "landingPage": {"@id": "dcat:landingPage", "@type": _LINK},
    "source": {"@id": "dct:source", "@type": _LINK},
    "rights": "dct:rights",
    "dataset": "dcat:dataset",
    "distribution": "dcat:distribution",
    "downloadURL": {"@id": "dcat:downloadURL", "@type": _LINK},
    "accessURL": {"@id": "dcat:accessURL", "@type": _LINK},
    "mediaType": {"@id": "dcat:mediaType", "@type": _LINK},
    "format": "dct:format",
    "conformsTo": {"@id": "dct:conformsTo", "@type": _LINK},
    "byteSize": {"@id": "dcat:byteSize", "@type": "xsd:nonNegativeInteger"},
    "checksum": "spdx:checksum",
    "algorithm": {"@id": "spdx:algorithm", "@type": _LINK},
    "checksumValue": {"@id": "spdx:checksumValue", "@type": "xsd:hexBinary"},
}


def as_catalogue(content: Content, edition: Edition, links: Links) -> dict[str, object]:
    """The catalogue with its one dataset; the files lie where `links` says."""
    settings = content.settings
    described: dict[str, object] = {
        "@id": identifier(settings),
        "@type": "dcat:Dataset",
        "identifier": identifier(settings),
        "title": settings.title,
        "description": settings.description,
        **_licence(content),
        "rights": [source.attribution for source in content.sources],
        "keyword": list(settings.keywords),
        "theme": list(settings.themes),
        "publisher": _publisher(settings.publisher),
        "contactPoint": _contact(settings.contact),
        "version": str(edition.version),
        "language": "en",
        "frequency": settings.interval,
        "spatial": [area(gss) for _, _, gss in content.councils if gss],
        "source": [source.plan["source_url"] for source in content.sources if source.plan["source_url"]],
        "distribution": [_distribution(content, file, links) for file in content.files],
    }
    if content.covers:
        described["temporal"] = "/".join(day.isoformat() for day in content.covers)
    if edition.issued:
        described["modified"] = edition.issued
    if settings.base_url:
        described["landingPage"] = links.file("index.html")
    return {
        "@context": _CONTEXT,
        "@type": "dcat:Catalog",
        "title": settings.title,
        "description": settings.description,
        "publisher": _publisher(settings.publisher),
        "dataset": [described],
    }


def _licence(content: Content) -> dict[str, object]:
    """The licence's address as `data.json` has it: text where there is one, and left out where none is stated."""
    urls = [each.url for each in content.licences if each.url]
    return {"license": urls[0] if len(urls) == 1 else urls} if urls else {}


def _publisher(agent: Agent) -> dict[str, object]:
    mail = {"mbox": agent.email} if agent.email else {}
    return {"@type": "foaf:Organization", "name": agent.name, **mail, **({"homepage": agent.url} if agent.url else {})}


def _contact(agent: Agent) -> dict[str, object]:
    mail = {"hasEmail": f"mailto:{agent.email}"} if agent.email else {}
    return {"@type": "vcard:Organization", "fn": agent.name, **mail, **({"hasURL": agent.url} if agent.url else {})}


def _distribution(content: Content, file: DataFile, links: Links) -> dict[str, object]:
    about = dataset(file.dataset)
    return {
        "@type": "dcat:Distribution",
        "title": f"{about.title} ({file.form})",
        "description": about.description,
        "downloadURL": links.file(file.name),
        "accessURL": links.file("index.html"),
        "format": FORMS[file.form],
        "mediaType": _IANA + FORMS[file.form],
        "byteSize": str(file.size),
        **_licence(content),
        "conformsTo": links.file(f"{file.name}-metadata.json" if file.form == "csv" else "datapackage.json"),
        "checksum": {
            "@type": "spdx:Checksum",
            "algorithm": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            "checksumValue": file.sha256,
        },
    }
