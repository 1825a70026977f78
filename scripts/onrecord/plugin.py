"""The MkDocs plugin `onrecord` of an installed package: the hook, and the settings that an archive does not repeat.

An archive that names the plugin needs no path to anything outside it. What its mkdocs.yml leaves unsaid is taken from
the package's own: theme settings, navigation, styles, search, strictness. MkDocs imports this module in its own
process, so it knows nothing of the engine.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.utils.yaml import yaml_load

from onrecord import shipped

FILLED = ("site_description", "copyright", "nav", "validation")
"""Settings that are taken whole where the archive has none of its own."""
FIRST, LAST = 100, -100
"""Settings are filled in before other plugins look at them; pages are ours after search has read them."""


def hook() -> ModuleType:
    """Load the hook, which a clone names in `hooks:` by its path."""
    spec = importlib.util.spec_from_file_location("onrecord_hook", shipped.path("hooks/onrecord_hook.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _settings(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return yaml_load(file)


def fill(config: MkDocsConfig, own: dict[str, Any], usual: dict[str, Any]) -> None:
    """Complete a configuration that MkDocs has read with the usual settings, where the archive's own has none."""
    options = dict(config._schema)
    for key in FILLED:
        if key not in own and not (key == "nav" and config.nav):  # the program may have asked for another
            config[key] = options[key].validate(usual[key])
    patterns = [own.get("not_in_nav") or "", usual["not_in_nav"]]
    if "nav" in own:  # pages that the archive did not write need not be in its own navigation
        patterns += [f"/{path}" for path in ("index.md", *shipped.PAGES) if path.endswith(".md")]
    config["not_in_nav"] = options["not_in_nav"].validate("\n".join(patterns))
    config.extra_css[:0] = [sheet for sheet in usual["extra_css"] if sheet not in config.extra_css]
    for key, value in usual["extra"].items():
        config.extra.setdefault(key, value)
    _fill_theme(config, own.get("theme"), usual["theme"])
    search = config.plugins.get("material/search")
    if isinstance(search, BasePlugin):
        given: dict[str, Any] = next((plugin["search"] for plugin in usual["plugins"] if "search" in plugin), {})
        search.config.update({key: value for key, value in given.items() if not search.config.get(key)})


def _fill_theme(config: MkDocsConfig, own: Any, usual: dict[str, Any]) -> None:
    """Put the package's templates behind the archive's own and before the theme's, and its settings likewise."""
    said = own if isinstance(own, dict) else {}
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(shipped.path("overrides")))
    if config.theme.name == usual["name"]:
        for key in usual.keys() - said.keys() - {"name", "custom_dir", "language"}:
            config.theme[key] = usual[key]


class NoSettings(Config):  # type: ignore[no-untyped-call]
    """What stands behind the plugin's name in mkdocs.yml: nothing; all settings are in extra.onrecord."""


class OnRecord(BasePlugin[NoSettings]):  # type: ignore[no-untyped-call]
    """Hands every event to the hook, which is the one implementation."""

    def __init__(self) -> None:
        self.hook = hook()

    def on_startup(self, **event: Any) -> None:
        """See the hook, here and below."""
        self.hook.on_startup(**event)

    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> None:
        """Fill in what the archive leaves unsaid."""
        fill(config, _settings(Path(config.config_file_path)), _settings(shipped.path("mkdocs.yml")))

    def on_pre_build(self, **event: Any) -> None:
        """Write the pages anew."""
        self.hook.on_pre_build(**event)

    def on_files(self, files: Any, **event: Any) -> Any:
        """Leave out of the navigation what the archive has not."""
        return self.hook.on_files(files, **event)

    def on_page_markdown(self, markdown: str, **event: Any) -> Any:
        """Keep a page that is HTML from the parser."""
        return self.hook.on_page_markdown(markdown, **event)

    @event_priority(LAST)
    def on_page_content(self, html: str, **event: Any) -> Any:
        """Give search its part."""
        return self.hook.on_page_content(html, **event)

    @event_priority(LAST)
    def on_page_context(self, context: Any, **event: Any) -> Any:
        """Put the page back."""
        return self.hook.on_page_context(context, **event)

    def on_serve(self, server: Any, **event: Any) -> Any:
        """Watch what people edit."""
        return self.hook.on_serve(server, **event)
