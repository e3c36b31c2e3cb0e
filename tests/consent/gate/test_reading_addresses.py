"""Which addresses each adapter reads, and that nothing else gets through."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.registry.adapters import ADAPTERS, LONGEST_REFERENCE, split_address

ID = "dQw4w9WgXcQ"
OSM = "https://www.openstreetmap.org"


def read(name: str, url: str) -> str | None:
    parts = split_address(url)
    return ADAPTERS[name].read(parts) if parts else None


@pytest.mark.parametrize(
    ("name", "url", "reference"),
    [
        ("youtube", f"https://www.youtube.com/watch?v={ID}", ID),
        ("youtube", f"https://youtube.com/watch?app=desktop&v={ID}&t=10s", ID),
        ("youtube", f"https://m.youtube.com/watch?v={ID}", ID),
        ("youtube", f"http://youtu.be/{ID}?si=abc", ID),
        ("youtube", f"https://www.youtube.com/shorts/{ID}", ID),
        ("youtube", f"https://www.youtube.com/embed/{ID}/", ID),
        ("youtube", f"https://www.youtube-nocookie.com/embed/{ID}?rel=1", ID),
        ("youtube", f"  https://WWW.YouTube.com/live/{ID}  ", ID),
        ("vimeo", "https://vimeo.com/76979871", "76979871"),
        ("vimeo", "http://www.vimeo.com/76979871/", "76979871"),
        ("vimeo", "https://vimeo.com/76979871?share=copy#t=10", "76979871"),
        ("vimeo", "https://vimeo.com/76979871/8272103f6e", "76979871/8272103f6e"),
        ("vimeo", "https://vimeo.com/channels/staff-picks/76979871", "76979871"),
        ("vimeo", "https://vimeo.com/groups/film/videos/76979871", "76979871"),
        ("vimeo", "https://vimeo.com/showcase/11/video/76979871", "76979871"),
        ("vimeo", "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1", "76979871/8272103f6e"),
        ("openstreetmap", f"{OSM}/#map=12/57.7000/11.97000", "12/57.70000/11.97000"),
        ("openstreetmap", f"{OSM}/search?query=x#layers=T&map=5/-33.9/151.2&x=1", "5/-33.90000/151.20000"),
        (
            "openstreetmap",
            f"{OSM}/?mlat=57.7&mlon=11.97#map=12/57.69/11.96",
            "12/57.69000/11.96000/57.70000/11.97000",
        ),
        ("openstreetmap", "https://osm.org/?mlat=57.7&mlon=11.97", "16/57.70000/11.97000/57.70000/11.97000"),
        (
            "openstreetmap",
            f"{OSM}/export/embed.html?bbox=11.9,57.6,12.1,57.8&layer=mapnik&marker=57.7,12",
            "12/57.70000/12.00000/57.70000/12.00000",
        ),
        ("instagram", "https://www.instagram.com/p/CZKnE2tsk1B/", "p/CZKnE2tsk1B"),
        ("instagram", "https://instagram.com/p/CZKnE2tsk1B?igsh=1", "p/CZKnE2tsk1B"),
        ("instagram", "https://www.instagram.com/someone.s_own/reel/CZKnE2tsk1B/", "reel/CZKnE2tsk1B"),
        ("instagram", "https://www.instagram.com/p/CZKnE2tsk1B/embed/captioned/", "p/CZKnE2tsk1B"),
        ("any", "https://play.example.org/v/1?a=b&c=d#t=1", "https://play.example.org/v/1?a=b&c=d#t=1"),
        ("any", "https://PLAY.example.org", "https://play.example.org/"),
        ("any", "https://play.example.org:443/å ä?ö", "https://play.example.org/%C3%A5%20%C3%A4?%C3%B6"),
        ("any", "https://play.example.org/%C3%A5", "https://play.example.org/%C3%A5"),
        ("any", 'https://play.example.org/"><script>', "https://play.example.org/%22%3E%3Cscript%3E"),
    ],
)
def test_an_address_is_read_as_what_it_names(name: str, url: str, reference: str) -> None:
    adapter = ADAPTERS[name]
    assert read(name, url) == reference
    assert read(name, adapter.original(reference)) == reference, "the original names the same thing"
    assert urlsplit(adapter.frame(reference)).scheme == "https"
    assert urlsplit(adapter.frame(reference)).hostname in (adapter.hosts or ("play.example.org",))


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("youtube", "https://www.youtube.com/"),
        ("youtube", "https://www.youtube.com/watch"),
        ("youtube", f"https://www.youtube.com/watch?v={ID}x"),
        ("youtube", f"https://www.youtube.com/playlist?list={ID}"),
        ("youtube", f"https://youtube.com.example.org/watch?v={ID}"),
        ("youtube", f"https://evilyoutube.com/watch?v={ID}"),
        ("youtube", f"https://yоutube.com/watch?v={ID}"),  # noqa: RUF001  the first o is Cyrillic: that is the point
        ("youtube", "https://youtu.be/../../etc"),
        ("youtube", 'https://youtu.be/"><script>'),
        ("youtube", f"https://youtu.be/{ID}/../x"),
        ("youtube", "https://youtu.be/dQw4w9WgXc\u0661"),
        ("vimeo", "https://vimeo.com/"),
        ("vimeo", "https://vimeo.com/upgrade"),
        ("vimeo", "https://vimeo.com/76979871/settings"),
        ("vimeo", "https://vimeo.com/1/../2"),
        ("vimeo", "https://vimeo.com/\u0661\u0662"),
        ("vimeo", "https://vimeo.com.example.org/76979871"),
        ("vimeo", "https://notvimeo.com/76979871"),
        ("vimeo", "https://player.vimeo.com/76979871"),
        ("vimeo", f"https://vimeo.com/{'1' * 13}"),
        ("openstreetmap", f"{OSM}/"),
        ("openstreetmap", f"{OSM}/#map=12/57.7"),
        ("openstreetmap", f"{OSM}/#map=20/57.7/11.9"),
        ("openstreetmap", f"{OSM}/#map=12/91/11.9"),
        ("openstreetmap", f"{OSM}/#map=12/57.7/181"),
        ("openstreetmap", f"{OSM}/#map=12/nan/inf"),
        ("openstreetmap", f"{OSM}/#map=12/57.7/1e1"),
        ("openstreetmap", f"{OSM}/#map=12/\u0665/\u0661"),
        ("openstreetmap", f"{OSM}/?mlat=57.7"),
        ("openstreetmap", f"{OSM}/export/embed.html"),
        ("openstreetmap", f"{OSM}/export/embed.html?bbox=1,2,3"),
        ("openstreetmap", f"{OSM}/export/embed.html?bbox=12,58,11,57"),
        ("openstreetmap", f"{OSM}/export/embed.html?bbox=11,57,11,57"),
        ("openstreetmap", "https://openstreetmap.org.example.org/#map=12/57.7/11.9"),
        ("instagram", "https://www.instagram.com/"),
        ("instagram", "https://www.instagram.com/someone/"),
        ("instagram", "https://www.instagram.com/p/"),
        ("instagram", "https://www.instagram.com/p/a/b/c"),
        ("instagram", "https://www.instagram.com/p/CZKnE2tsk1B\u00b2/"),
        ("instagram", 'https://www.instagram.com/p/CZK"onload=x/'),
        ("instagram", "https://www.instagram.com/stories/someone/123456/"),
        ("instagram", "https://instagram.com.example.org/p/CZKnE2tsk1B/"),
        ("any", "http://play.example.org/v/1"),
        ("any", "https://localhost/"),
        ("any", "https://pl\u00e5y.example.org/"),
        ("any", "https://play.example.org\\@evil.example/"),
        ("any", "https://play.example.org;x/"),
        ("any", f"https://play.example.org/{'x' * 500}"),
        ("any", f"https://play.example.org/{'å' * 200}"),
    ],
)
def test_no_other_address_is_read(name: str, url: str) -> None:
    assert read(name, url) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "//play.example.org/",
        "javascript://www.youtube.com/embed/x",
        "data:text/html,x",
        "ftp://vimeo.com/1",
        "https://user@vimeo.com/1",
        "https://www.youtube.com@evil.example/embed/x",
        "https://vimeo.com:8443/1",
        "http://vimeo.com:443/1",
        "https://vimeo.com:80/1",
        "https://vimeo.com:99999/1",
        "https://[vimeo.com/1",
        "https:///vimeo.com/1",
        f"https://vimeo.com/{'1' * 2000}",
    ],
)
def test_what_is_no_plain_web_address_reaches_no_adapter(url: str) -> None:
    assert split_address(url) is None


@given(st.sampled_from(sorted(ADAPTERS)), st.text(max_size=100), st.text(max_size=50), st.text(max_size=50))
def test_whatever_is_read_stays_in_its_place_in_the_frame_s_address(
    name: str, path: str, query: str, fragment: str
) -> None:
    adapter = ADAPTERS[name]
    host = {"instagram": "instagram.com", "any": "play.example.org", "openstreetmap": "osm.org"}.get(name)
    reference = read(name, f"https://{host or name + '.com'}/{path}?v={query}&h={query}#map={fragment}")
    if reference is not None:
        frame = urlsplit(adapter.frame(reference))
        assert len(reference) <= LONGEST_REFERENCE
        assert frame.hostname in (adapter.hosts or ("play.example.org",))
        assert adapter.frame(reference).isascii()
        assert not set(adapter.frame(reference)) & set('"<>\\^`{|} \t\r\n')


@given(st.integers(0, 19), st.floats(-85, 85), st.floats(-180, 180))
def test_a_map_s_frame_is_around_its_middle(zoom: int, latitude: float, longitude: float) -> None:
    reference = read("openstreetmap", f"{OSM}/#map={zoom}/{latitude:.5f}/{longitude:.5f}")
    assert reference is not None
    query = parse_qs(urlsplit(ADAPTERS["openstreetmap"].frame(reference)).query)
    west, south, east, north = map(float, query["bbox"][0].split(","))
    assert west <= round(longitude, 5) <= east
    assert south <= round(latitude, 5) <= north
    assert "marker" not in query


def test_a_map_s_frame_shows_what_its_zoom_says() -> None:
    query = parse_qs(
        urlsplit(ADAPTERS["openstreetmap"].frame("12/57.70000/11.97000/57.71000/11.98000")).query
    )
    west, south, east, north = map(float, query["bbox"][0].split(","))
    assert (east - west) == pytest.approx(640 / 256 * 360 / 2**12, abs=1e-4)
    assert (north - south) == pytest.approx(0.066, abs=1e-3)
    assert query["marker"] == ["57.71000,11.98000"]
    assert query["layer"] == ["mapnik"]


def test_an_unlisted_film_keeps_its_key_and_asks_not_to_be_tracked() -> None:
    assert ADAPTERS["vimeo"].frame("1/abcdef12") == "https://player.vimeo.com/video/1?dnt=1&h=abcdef12"
    assert ADAPTERS["vimeo"].frame("1") == "https://player.vimeo.com/video/1?dnt=1"
    assert read("vimeo", "https://vimeo.com/1/" + quote('"><x')) is None


def test_a_script_s_markup_is_names_of_ours_and_the_post_s_address() -> None:
    markup = ADAPTERS["instagram"].quote("p/CZKnE2tsk1B")
    assert markup is not None
    assert markup.css_class == "instagram-media"
    assert dict(markup.data)["data-instgrm-permalink"] == "https://www.instagram.com/p/CZKnE2tsk1B/"
    assert ADAPTERS["youtube"].quote(ID) is None
