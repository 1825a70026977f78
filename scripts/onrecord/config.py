"""An archive as its MkDocs configuration file describes it: where its files lie, and what it allows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import yaml
import yaml_env_tag  # type: ignore[import-untyped]

from onrecord import problems, shipped
from onrecord.model import Refused

Policy = Literal["withhold", "publish"]
MAX_INHERIT = 8
DEFAULTS = {
    "seeds": "seeds",
    "authority": "authority",
    "shared": "",
    "pages": "",
    "templates": "templates",
    "unlicensed": "withhold",
    "notice": "",
}


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the files of one archive lie (absolute paths), and its settings.

    `docs` is what MkDocs reads. It is the folder of hand-written pages itself, or another one to which these are
    copied. `staged` says that it lies in the cache, because the command line named other seeds or authority files.
    `top` holds the configuration file that is inherited from last: paths of the repository count from there.
    """

    config: Path
    seeds: Path
    authority: Path
    shared: Path
    """Where topics, sources and licences come from when the authority folder has no such file of its own."""
    pages: Path
    """People's own pages; those that every archive links to come from the package where they are not among them."""
    templates: Path
    """Page templates of the archive's own, which go before those of the same name in the package. May be missing."""
    docs: Path
    site: Path
    cache: Path
    unlicensed: Policy
    notice: str
    name: str
    site_url: str
    directory_urls: bool
    repo_url: str
    edit_uri: str
    top: Path
    staged: bool
    settings_digest: str

    @property
    def root(self) -> Path:
        """The folder that holds the configuration file."""
        return self.config.parent

    @property
    def catalogue(self) -> Path:
        """The SQLite file with everything that is known about the archive."""
        return self.cache / "catalogue.sqlite"

    @property
    def ledger(self) -> Path:
        """The record of addresses, beside the seeds folder."""
        return self.seeds.parent / "addresses.yml"

    def shown(self, path: Path) -> str:
        """Return a path as people would write it: from the working folder where it lies below it."""
        return problems.shown(path)


class _Loader(yaml.SafeLoader):
    """Reads what MkDocs reads; Python objects and placeholders of plugins, which only MkDocs needs, become None."""


def _nothing(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_Loader.add_multi_constructor("!relative", _nothing)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _nothing)


def _bad(path: Path, message: str, fix: str = "", line: int = 0) -> Refused:
    return Refused(problems.make("CONFIG", str(path), message, line=line, fix=fix))


def _merged(parent: dict[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parent's settings with the child's over them, as MkDocs merges them."""
    result = dict(parent)
    for key, value in child.items():
        both = isinstance(value, Mapping) and isinstance(result.get(key), dict)
        result[key] = _merged(result[key], value) if both else value
    return result


def read(path: Path, depth: int = 0) -> tuple[dict[str, Any], Path]:
    """Return the settings in a MkDocs configuration file and those it inherits, and the folder of the last of them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = yaml.load(text, Loader=_Loader) or {}  # noqa: S506 - a subclass of SafeLoader
    except OSError as error:
        raise _bad(path, f"cannot be read ({error.strerror})", "name a MkDocs configuration file with -f") from None
    except UnicodeDecodeError:
        raise _bad(path, "is not UTF-8 text") from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "cannot be parsed"
        raise _bad(path, f"is not valid YAML: {what}", line=mark.line + 1 if mark else 0) from None
    if not isinstance(found, dict):
        raise _bad(path, "is not a mapping of settings")
    parent = found.pop("INHERIT", None)
    if parent is None:
        return found, path.parent
    if depth >= MAX_INHERIT:
        raise _bad(path, "inherits from itself or from too many files", "check the INHERIT lines")
    inherited, top = read(path.parent / str(parent), depth + 1)
    return _merged(inherited, found), top.resolve()


def _own_settings(path: Path, raw: Mapping[str, Any]) -> dict[str, str]:
    """Return extra.onrecord, checked, with defaults."""
    extra = raw.get("extra") or {}
    own = (extra.get("onrecord") if isinstance(extra, Mapping) else None) or {}
    if not isinstance(own, Mapping):
        raise _bad(path, "extra.onrecord is not a mapping")
    for key, value in own.items():
        if key not in DEFAULTS:
            raise _bad(path, f"extra.onrecord has no setting {key!r}", f"known settings: {', '.join(DEFAULTS)}")
        if not isinstance(value, str):
            raise _bad(path, f"extra.onrecord.{key} is not a text", "put the value in quotation marks")
    settings = {**DEFAULTS, **own}
    if settings["unlicensed"] not in ("withhold", "publish"):
        raise _bad(path, f"extra.onrecord.unlicensed is {settings['unlicensed']!r}", "use withhold or publish")
    return settings


def _key(config: Path, seeds: Path, authority: Path, staged: bool) -> str:
    """Return the name of an archive's folder in the cache."""
    if not staged:
        return config.stem
    digest = hashlib.sha256(f"{seeds}\n{authority}".encode("utf-8", "surrogateescape")).hexdigest()
    return f"{config.stem}-{digest[:12]}"


def _check_authority(config: Path, given: Path | None, described: Path, setting: str) -> None:
    """Refuse a folder of authority files that was named and is not there; only the usual one may be missing."""
    if given is not None and not given.is_dir():
        fix = "name the folder of authority files with --authority, or leave the option out"
        raise _bad(given, "there is no such folder", fix)
    if given is None and setting != DEFAULTS["authority"] and not described.is_dir():
        fix = "make the folder, or correct the setting"
        raise _bad(config, f"extra.onrecord.authority names {setting!r}, and there is no such folder", fix)


def _followed(config: Path, given: Path | None, usual: str, what: str) -> Path:
    """Return where a folder truly lies; raise Refused when a link leads out of the archive on the way that was named.

    The way is what was written in the settings or on the command line. Where the system's own folders are links, and
    where the end of the link lies in the archive's own folder, they are followed.
    """
    root = config.parent
    start = root if given is None else Path.cwd()
    way = Path(usual) if given is None else given
    if way.is_absolute():
        start, way = way.parent, Path(way.name)
    place = start / way
    found = place.resolve()
    links = [at for at in (place, *list(place.parents)[: max(0, len(way.parts) - 1)]) if at.is_symlink()]
    if links and not found.is_relative_to(root.resolve()):
        message = f"the way to the {what} folder leads through a link out of the archive, to {str(found)!r}"
        setting = f"--{what}" if given is not None else f"extra.onrecord.{what}"
        raise _bad(links[0], message, f"name the folder itself with {setting}, or put the files themselves there")
    return found


def load(
    config: Path, seeds: Path | None = None, authority: Path | None = None, site_dir: Path | None = None
) -> Archive:
    """Return the archive that a configuration file and the overrides of the command line describe; or raise Refused."""
    config = config.absolute()
    raw, top = read(config)
    own = _own_settings(config, raw)
    root = config.parent
    staged = seeds is not None or authority is not None
    seeds = _followed(config, seeds, own["seeds"], "seeds")
    _check_authority(config, authority, root / own["authority"], own["authority"])
    authority = _followed(config, authority, own["authority"], "authority")
    cache = root / ".cache" / "onrecord" / _key(config, seeds, authority, staged)
    docs_dir = str(raw.get("docs_dir") or "docs")
    docs = cache / "docs" if staged else (root / docs_dir).resolve()
    return Archive(
        config=config,
        seeds=seeds,
        authority=authority,
        shared=(root / own["shared"]).resolve() if own["shared"] else shipped.path("authority"),
        pages=(root / (own["pages"] or docs_dir)).resolve(),
        templates=(root / own["templates"]).resolve(),
        docs=docs,
        site=(site_dir or root / str(raw.get("site_dir") or "site")).resolve(),
        cache=cache,
        unlicensed=cast(Policy, own["unlicensed"]),
        notice=own["notice"].strip(),
        name=str(raw.get("site_name") or ""),
        site_url=str(raw.get("site_url") or ""),
        directory_urls=raw.get("use_directory_urls") is not False,
        repo_url=str(raw.get("repo_url") or ""),
        edit_uri=str(raw.get("edit_uri") or ""),
        top=top,
        staged=staged,
        settings_digest=hashlib.sha256(repr(sorted(own.items())).encode()).hexdigest(),
    )
