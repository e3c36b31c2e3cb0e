"""What a visitor sets off, who presses a button or a link that seems to stay with us."""

from tests.browser.leaks.vectors import Vector

SEEN = "void(new Image().src='https://{host}/x')"
INTO = '<iframe name="{id}" title="x"></iframe>'


def pressed(
    name: str, markup: str, act: str = "button", *, scripted: bool = False, governed: bool = True
) -> Vector:
    return Vector(name, markup, act=act, scripted=scripted, governed=governed)


ACTS = [
    pressed(
        "form",
        INTO + '<form target="{id}" action="https://{host}/x"><button>x</button></form>',
        governed=False,
    ),
    pressed(
        "form-post",
        INTO + '<form target="{id}" method="post" action="https://{host}/x"><button>x</button></form>',
        governed=False,
    ),
    pressed(
        "form-action",
        INTO + '<form target="{id}"><button formaction="https://{host}/x">x</button></form>',
        governed=False,
    ),
    pressed(
        "form-action-outside",
        INTO
        + '<form id="f-{id}" target="{id}"></form><button form="f-{id}" formaction="https://{host}/x">x</button>',
        governed=False,
    ),
    pressed(
        "form-action-input",
        INTO + '<form target="{id}"><input type="submit" value="x" formaction="https://{host}/x"></form>',
        "input",
        governed=False,
    ),
    pressed(
        "form-redirected",
        INTO
        + '<form target="{id}" action="/planted/redirect/"><input type="hidden" name="host" value="{host}">'
        "<button>x</button></form>",
    ),
    pressed("form-javascript", f'<form action="javascript:{SEEN}"><button>x</button></form>', scripted=True),
    pressed(
        "link-into-frame", INTO + '<a target="{id}" href="https://{host}/x">link</a>', "a", governed=False
    ),
    pressed("link-javascript", f'<a href="javascript:{SEEN}">link</a>', "a", scripted=True),
    pressed("ping", '<a href="#x" ping="https://{host}/x">link</a>', "a"),
    pressed("handler", f'<button onclick="{SEEN}">x</button>', scripted=True),
    pressed(
        "style-focus",
        '<style>#b-{id}:focus{{background:url(https://{host}/x.gif)}}</style><button id="b-{id}">x</button>',
    ),
]
