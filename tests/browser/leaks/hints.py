"""What tells a browser to fetch, connect or go somewhere: links, icons and refreshes."""

from tests.browser.leaks.vectors import BODY, HEAD, TEMPLATE, Place, Vector


def link(
    name: str,
    attributes: str,
    places: tuple[Place, ...] = BODY,
    *,
    scripted: bool = False,
    governed: bool = True,
) -> Vector:
    markup = f'<link {attributes} href="https://{{host}}/x">'
    return Vector(name, markup, places, scripted=scripted, governed=governed)


HINTS = [
    link("preconnect", 'rel="preconnect"', governed=False),
    link("preconnect-anonymous", 'rel="preconnect" crossorigin', governed=False),
    link("prefetch", 'rel="prefetch"'),
    link("prefetch-document", 'rel="prefetch" as="document"'),
    link("preload-script", 'rel="preload" as="script"', scripted=True),
    link("preload-font", 'rel="preload" as="font" crossorigin'),
    link("preload-style", 'rel="preload" as="style"'),
    link("preload-fetch", 'rel="preload" as="fetch" crossorigin'),
    link("modulepreload", 'rel="modulepreload"', scripted=True),
    Vector("preload-image", '<link rel="preload" as="image" imagesrcset="https://{host}/x.gif 1x">'),
    link("icon", 'rel="icon"', HEAD),
    link("manifest", 'rel="manifest"', HEAD),
]

# Each of these on a page of its own.
ALONE = [
    Vector("base", '<base href="https://{host}/"><link rel="stylesheet" href="x.css">', HEAD),
    Vector(
        "refresh", '<meta http-equiv="refresh" content="0;url=https://{host}/x">', TEMPLATE, governed=False
    ),
    Vector(
        "refresh-in-drawing",
        '<svg><foreignObject><meta http-equiv="refresh" content="0;url=https://{host}/x"></foreignObject></svg>',
        TEMPLATE,
        governed=False,
    ),
    Vector(
        "refresh-unscripted",
        '<noscript><meta http-equiv="refresh" content="0;url=https://{host}/x"></noscript>',
        TEMPLATE,
        unscripted=True,
        governed=False,
    ),
    Vector("location", '<script>location = "https://{host}/x"</script>', TEMPLATE, scripted=True),
    Vector(
        "form-sent",
        '<form id="{id}" action="https://{host}/x"></form><script>document.getElementById("{id}").submit()</script>',
        TEMPLATE,
        scripted=True,
    ),
]
