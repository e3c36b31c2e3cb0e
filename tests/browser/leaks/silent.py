"""What was tried and reached nobody in Chromium 156 without any defence: not counted among the others."""

from tests.browser.leaks.vectors import HEAD, Vector

NO_FETCH = "Chromium knows the markup and fetches nothing for it"
NOT_KNOWN = "Chromium does not know the markup any more, or not yet"
NO_SOCKET = "a name is looked up and nobody is connected to: there is nothing to count at a socket"
NOT_HERE = "Chromium does it only when the visitor installs the page or adds it to a device"

SILENT: list[tuple[Vector, str]] = [
    (Vector("dns-prefetch", '<link rel="dns-prefetch" href="https://{host}/">'), NO_SOCKET),
    (Vector("touch-icon", '<link rel="apple-touch-icon" href="https://{host}/x.png">', HEAD), NOT_HERE),
    (Vector("mask-icon", '<link rel="mask-icon" href="https://{host}/x.svg">', HEAD), NOT_KNOWN),
    (Vector("prerender", '<link rel="prerender" href="https://{host}/x">'), NOT_KNOWN),
    (Vector("html-import", '<link rel="import" href="https://{host}/x">'), NOT_KNOWN),
    (Vector("monetization", '<link rel="monetization" href="https://{host}/x">'), NOT_KNOWN),
    (Vector("pingback", '<link rel="pingback" href="https://{host}/x">'), NO_FETCH),
    (Vector("payment", '<link rel="facilitated-payment" href="https://{host}/x">'), NOT_KNOWN),
    (Vector("expect", '<link rel="expect" href="https://{host}/x#a" blocking="render">'), NO_FETCH),
    (
        Vector("equivalent-link", '<meta http-equiv="Link" content="<https://{host}/>; rel=preconnect">'),
        NO_FETCH,
    ),
    (
        Vector(
            "equivalent-policy",
            '<meta http-equiv="Content-Security-Policy" content="img-src \'none\'; report-uri https://{host}/x">',
            HEAD,
        ),
        NO_FETCH,
    ),
    (Vector("applet", '<applet code="x" archive="https://{host}/x.jar"></applet>'), NOT_KNOWN),
    (Vector("portal", '<portal src="https://{host}/x"></portal>'), NOT_KNOWN),
    (Vector("fenced-frame", '<fencedframe src="https://{host}/x"></fencedframe>'), NOT_KNOWN),
    (Vector("model", '<model src="https://{host}/x.usdz"></model>'), NOT_KNOWN),
    (Vector("sound", '<bgsound src="https://{host}/x.mid">'), NOT_KNOWN),
    (Vector("menu-item", '<menuitem icon="https://{host}/x.gif">x</menuitem>'), NOT_KNOWN),
    (Vector("data-island", '<xml src="https://{host}/x.xml"></xml>'), NOT_KNOWN),
    (Vector("cache-manifest", '<div manifest="https://{host}/x.appcache">x</div>'), NOT_KNOWN),
    (Vector("attribution", '<img src="/planted/film/" alt="" attributionsrc="https://{host}/x">'), NOT_KNOWN),
    (Vector("long-description", '<img src="data:," alt="" longdesc="https://{host}/x">'), NO_FETCH),
    (Vector("cite", '<q cite="https://{host}/x">x</q>'), NO_FETCH),
    (Vector("math-link", '<math href="https://{host}/x"><mtext>x</mtext></math>'), NO_FETCH),
    (Vector("svg-use", '<svg><use href="https://{host}/x.svg#a"></use></svg>'), NO_FETCH),
    (Vector("style-filter", '<p style="filter:url(https://{host}/x.svg#f)">x</p>'), NO_FETCH),
    (Vector("view-transition", '<meta name="view-transition" content="https://{host}/">'), NO_FETCH),
    (
        Vector(
            "web-transport",
            '<script>new WebTransport("https://{host}:443/x").ready.catch(() => 0)</script>',
            scripted=True,
        ),
        "QUIC is UDP; the stand-in listens to TCP",
    ),
]
