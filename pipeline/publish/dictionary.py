"""The data dictionary: one web page that explains a release, made of the contract and of what the release holds."""

from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from expectations.contract import Field, dataset
from expectations.schema import foreign_keys
from pipeline.pages.document import as_json, asset, render
from pipeline.pages.templates import template
from pipeline.publish.content import Content, Edition, Links
from pipeline.publish.names import WITHHELD
from pipeline.publish.schema_org import as_schema_org
from pipeline.publish.settings import Agent

_FOLDER = Path(__file__).parent


def page(content: Content, edition: Edition) -> bytes:
    """The page as UTF-8; it loads nothing, and its links lead to files in its own folder and to the sources."""
    links = Links.to(content.settings, edition, outside=False)
    body = template(_FOLDER, "dictionary.html").render(
        settings=content.settings,
        edition=edition,
        licences=content.licences,
        covers=content.covers,
        councils=content.councils,
        sources=content.sources,
        withheld=content.withheld,
        files=content.files,
        datasets=[_dataset(content, name) for name in content.tables],
        linked_data=Markup(as_json(as_schema_org(content, edition, links))),  # noqa: S704 (as_json escapes it)
        marker=WITHHELD,
        agent=_agent,
        kind=_kind,
    )
    return render(content.settings.title, body, styles=[asset("dictionary.css", _FOLDER)], scripts=[], data={})


def _dataset(content: Content, name: str) -> dict[str, Any]:
    about = dataset(name)
    return {
        "name": name,
        "title": about.title,
        "description": about.description,
        "rows": content.tables[name].num_rows,
        "files": [file for file in content.files if file.dataset == name],
        "key": about.key,
        "links": foreign_keys(name, released=True),
        "fields": about.fields,
    }


def _kind(field: Field) -> str:
    """The type of a column in words."""
    if field.members:
        return f"list of {' and '.join(field.members)}"
    return f"list of {field.item_type}s" if field.is_list else field.type


def _agent(agent: Agent) -> Markup:
    named = Markup('<a href="{}">{}</a>').format(agent.url, agent.name) if agent.url else escape(agent.name)
    return named + Markup(', <a href="mailto:{0}">{0}</a>').format(agent.email) if agent.email else named
