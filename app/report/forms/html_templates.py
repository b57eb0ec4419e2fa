"""Templates of HTML: texts are escaped, and a name nobody gave is an error."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


def html_templates(package: str, **names: object) -> Environment:
    """The templates in the folder ``templates`` of a package.

    Args:
        package: for example ``app.report``.
        names: functions and values that every template knows.
    """
    environment = Environment(
        loader=PackageLoader(package),
        undefined=StrictUndefined,
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(names)
    return environment
