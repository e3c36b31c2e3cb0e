"""Elements that fetch something, and styles that do."""

from tests.browser.leaks.vectors import Vector

FRAME = '<iframe src="{to}" title="x"{more}></iframe>'


def frame(name: str, to: str = "https://{host}/x", more: str = "") -> Vector:
    """Return the vector of a frame: the policy stops its document, not the connection."""
    return Vector(name, FRAME.replace("{to}", to).replace("{more}", more), governed=False)


def styled(name: str, style: str) -> Vector:
    return Vector(name, f'<p style="{style}">x</p>')


def drawn(name: str, inside: str) -> Vector:
    return Vector(name, f'<svg width="9" height="9">{inside}</svg>')


ELEMENTS = [
    Vector("image", '<img src="https://{host}/x.gif" alt="">'),
    Vector("image-plain", '<img src="http://{host}/x.gif" alt="">'),
    Vector("image-relative", '<img src="//{host}/x.gif" alt="">'),
    Vector("image-redirected", '<img src="/planted/redirect/?host={host}" alt="">'),
    Vector("srcset", '<img srcset="https://{host}/x.gif 1x, https://{host}/y.gif 2x" alt="">'),
    Vector("picture", '<picture><source srcset="https://{host}/x.webp"><img alt=""></picture>'),
    Vector("image-button", '<input type="image" src="https://{host}/x.gif" alt="x">'),
    Vector(
        "image-unscripted", '<noscript><img src="https://{host}/x.gif" alt=""></noscript>', unscripted=True
    ),
    frame("frame"),
    frame("frame-plain", "http://{host}/x"),
    frame("frame-sandboxed", more=" sandbox"),
    frame("frame-credentialless", more=" credentialless"),
    Vector("frame-redirected", '<iframe src="/planted/redirect/?host={host}" title="x"></iframe>'),
    Vector("frame-data", '<iframe src="data:text/html,<img src=https://{host}/x.gif>" title="x"></iframe>'),
    Vector("srcdoc", '<iframe srcdoc="<img src=https://{host}/x.gif>" title="x"></iframe>'),
    Vector(
        "srcdoc-frame", '<iframe srcdoc="<iframe src=https://{host}/x></iframe>"></iframe>', governed=False
    ),
    Vector(
        "srcdoc-hint", '<iframe srcdoc="<link rel=preconnect href=https://{host}/>"></iframe>', governed=False
    ),
    Vector(
        "srcdoc-refresh",
        "<iframe srcdoc=\"<meta http-equiv=refresh content='0;url=https://{host}/x'>\"></iframe>",
        governed=False,
    ),
    Vector("object", '<object data="https://{host}/x" type="text/html"></object>'),
    Vector("object-image", '<object data="https://{host}/x.svg" type="image/svg+xml"></object>'),
    # Wagtail's own `<embed>` in rich text is a marker of its own, and is written anew.
    Vector("embed", '<embed src="https://{host}/x" type="text/html">', ("block", "template")),
    Vector("video", '<video src="https://{host}/x.mp4" preload="auto" muted></video>'),
    Vector("video-source", '<video preload="auto" muted><source src="https://{host}/x.mp4"></video>'),
    Vector("poster", '<video poster="https://{host}/x.gif"></video>'),
    Vector(
        "track",
        '<video src="/planted/film/" preload="auto" crossorigin><track default kind="subtitles" src="https://{host}/x">'
        "</video>",
    ),
    Vector("audio", '<audio src="https://{host}/x.mp3" preload="auto"></audio>'),
    Vector("audio-source", '<audio preload="auto"><source src="https://{host}/x.mp3"></audio>'),
    Vector("background", '<table background="https://{host}/x.gif"><tr><td>x</td></tr></table>'),
    drawn("svg-image", '<image href="https://{host}/x.gif" width="9" height="9"></image>'),
    drawn("svg-image-old", '<image xlink:href="https://{host}/x.gif" width="9" height="9"></image>'),
    drawn(
        "svg-filter",
        '<filter id="{id}"><feImage href="https://{host}/x.gif"></feImage></filter>'
        '<rect width="9" height="9" filter="url(#{id})"></rect>',
    ),
    drawn("svg-foreign", '<foreignObject><img src="https://{host}/x.gif" alt=""></foreignObject>'),
    drawn("svg-style", '<style>@import "https://{host}/x.css";</style>'),
    drawn(
        "svg-animated",
        '<image width="9" height="9" href="data:,"><set attributeName="href" to="https://{host}/x.gif"></set></image>',
    ),
    Vector("math", '<math><mtext><img src="https://{host}/x.gif" alt=""></mtext></math>'),
    Vector("dialog", '<dialog open><img src="https://{host}/x.gif" alt=""></dialog>'),
    Vector(
        "shadow",
        '<div><template shadowrootmode="open"><img src="https://{host}/x.gif" alt=""></template></div>',
    ),
    Vector(
        "shadow-style",
        '<div><template shadowrootmode="open"><link rel="stylesheet" href="https://{host}/x.css"></template></div>',
    ),
]

STYLES = [
    Vector("style-import", '<style>@import url("https://{host}/x.css");</style>'),
    Vector(
        "style-font",
        "<style>@font-face{{font-family:'{id}';src:url(https://{host}/f.woff2)}}</style>"
        "<p style=\"font-family:'{id}'\">x</p>",
    ),
    Vector(
        "style-content", '<style>#{id}::before{{content:url(https://{host}/x.gif)}}</style><p id="{id}">x</p>'
    ),
    Vector(
        "style-property",
        '<style>#{id}{{--u:url(https://{host}/x.gif);background:var(--u)}}</style><p id="{id}">x</p>',
    ),
    Vector("style-element", '<link rel="stylesheet" href="https://{host}/x.css">'),
    Vector("style-alternate", '<link rel="alternate stylesheet" title="x" href="https://{host}/x.css">'),
    Vector("style-print", '<link rel="stylesheet" media="print" href="https://{host}/x.css">'),
    styled("style-background", "background:url(https://{host}/x.gif)"),
    styled("style-image-set", "background:image-set('https://{host}/x.gif' 1x)"),
    styled("style-border", "border:9px solid;border-image:url(https://{host}/x.gif) 9"),
    styled("style-mask", "mask-image:url(https://{host}/x.svg)"),
    styled("style-shape", "float:left;shape-outside:url(https://{host}/x.gif)"),
    styled("style-cursor", "cursor:url(https://{host}/x.cur),auto"),
    Vector("style-list", '<ul style="list-style-image:url(https://{host}/x.gif)"><li>x</li></ul>'),
]
