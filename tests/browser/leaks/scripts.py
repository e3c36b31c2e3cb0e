"""Scripts: of others, in the page, in its attributes, and what a script does."""

from tests.browser.leaks.vectors import TEMPLATE, Vector

SEEN = "new Image().src='https://{host}/x'"
NO_CORS = '{{mode: "no-cors"}}'
BLOB = "URL.createObjectURL(new Blob([{code}], {{{{type: 'text/javascript'}}}}))"
IMPORTS = BLOB.format(code="\"importScripts('https://{host}/x.js')\"")
MODULE = BLOB.format(code="\"import 'https://{host}/x.js'\"")
RULES = '<script type="speculationrules">{{"%s": [{{"urls": ["https://{host}/x"], "eagerness": "immediate"}}]}}</script>'


def tag(name: str, markup: str) -> Vector:
    return Vector(name, markup, scripted=True)


def inline(name: str, code: str) -> Vector:
    """Return the vector of a script in the page; each has names of its own."""
    return Vector(name, f"<script>{{{{ {code} }}}}</script>", scripted=True)


SCRIPTS = [
    tag("script", '<script src="https://{host}/x.js"></script>'),
    tag("script-plain", '<script src="http://{host}/x.js"></script>'),
    tag("script-module", '<script type="module" src="https://{host}/x.js"></script>'),
    tag("script-deferred", '<script defer src="https://{host}/x.js"></script>'),
    tag("script-svg", '<svg><script href="https://{host}/x.js"></script></svg>'),
    tag("script-data", f'<script src="data:text/javascript,{SEEN}"></script>'),
    tag("import", '<script type="module">import "https://{host}/x.js";</script>'),
    tag(
        "import-map",
        '<script type="importmap">{{"imports": {{"{id}": "https://{host}/x.js"}}}}</script>'
        '<script type="module">import "{id}"</script>',
    ),
    inline("import-dynamic", 'import("https://{host}/x.js").catch(() => 0)'),
    inline("fetch", f'fetch("https://{{host}}/x", {NO_CORS}).catch(() => 0)'),
    inline(
        "fetch-kept-alive", 'fetch("https://{host}/x", {{mode: "no-cors", keepalive: true}}).catch(() => 0)'
    ),
    inline("fetch-later", 'fetchLater("https://{host}/x", {{activateAfter: 0}})'),
    inline("request", 'const x = new XMLHttpRequest(); x.open("GET", "https://{host}/x"); x.send()'),
    inline("beacon", 'navigator.sendBeacon("https://{host}/x", "seen")'),
    inline("web-socket", 'new WebSocket("wss://{host}/x")'),
    inline("web-socket-plain", 'new WebSocket("ws://{host}/x")'),
    inline("event-source", 'new EventSource("https://{host}/x")'),
    inline(
        "web-rtc",
        'const c = new RTCPeerConnection({{iceServers: [{{urls: "turns:{host}:443?transport=tcp", username: "u", '
        'credential: "c"}}]}}); c.createDataChannel("d"); c.createOffer().then((o) => c.setLocalDescription(o))',
    ),
    inline("picture-object", SEEN),
    inline("font-object", 'new FontFace("f", "url(https://{host}/f.woff2)").load().catch(() => 0)'),
    inline("worker", f"new Worker({IMPORTS})"),
    inline("worker-module", f"new Worker({MODULE}, {{{{type: 'module'}}}})"),
    inline("worker-shared", f"new SharedWorker({IMPORTS})"),
    inline(
        "worker-service",
        'navigator.serviceWorker.register("/planted/worker.js?host={host}", {{scope: "/planted/{host}"}})',
    ),
    inline("worklet-paint", 'CSS.paintWorklet.addModule("https://{host}/x.js").catch(() => 0)'),
    inline(
        "worklet-audio",
        'new OfflineAudioContext(1, 1, 44100).audioWorklet.addModule("https://{host}/x.js").catch(() => 0)',
    ),
    inline(
        "custom-element",
        f'customElements.define("x-{{id}}", class extends HTMLElement {{{{ connectedCallback() {{{{ {SEEN} }}}} }}}});'
        'document.body.append(document.createElement("x-{id}"))',
    ),
    inline(
        "made-frame",
        'const f = document.createElement("iframe"); f.src = "https://{host}/x"; document.body.append(f)',
    ),
    inline(
        "made-hint",
        'const l = document.createElement("link"); l.rel = "preconnect"; l.href = "https://{host}/"; '
        "document.head.append(l)",
    ),
    inline("window", 'window.open("https://{host}/x")'),
    tag("handler-error", f'<img src="data:," alt="" onerror="{SEEN}">'),
    tag("handler-load", f'<svg onload="{SEEN}"></svg>'),
    tag("handler-toggle", f'<details open ontoggle="{SEEN}"><summary>x</summary></details>'),
    tag("frame-javascript", f'<iframe src="javascript:void({SEEN})" title="x"></iframe>'),
    tag(
        "frame-data-script",
        '<iframe src="data:text/html,<script src=https://{host}/x.js></script>"></iframe>',
    ),
    tag("srcdoc-script", f'<iframe srcdoc="<script>{SEEN}</script>" title="x"></iframe>'),
]

# A page follows its rules while it is in front.
SPECULATIONS = [
    Vector("rules-prefetch", RULES % "prefetch", TEMPLATE, scripted=True),
    Vector("rules-prerender", RULES % "prerender", TEMPLATE, scripted=True),
    Vector(
        "rules-made",
        "<script>{{ const s = document.createElement('script'); s.type = 'speculationrules'; s.textContent = "
        """'{{"prefetch": [{{"urls": ["https://{host}/x"]}}]}}'; document.head.append(s) }}</script>""",
        TEMPLATE,
        scripted=True,
    ),
]
