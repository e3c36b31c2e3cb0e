"""Which addresses name a video, and that nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.registry.providers import find_provider

ID = "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.youtube.com/watch?v={ID}",
        f"https://youtube.com/watch?app=desktop&v={ID}&t=10s",
        f"https://m.youtube.com/watch?v={ID}",
        f"http://youtu.be/{ID}?si=abc",
        f"https://www.youtube.com/shorts/{ID}",
        f"https://www.youtube.com/embed/{ID}/",
        f"https://www.youtube-nocookie.com/embed/{ID}?rel=1",
        f"  https://www.youtube.com/live/{ID}  ",
    ],
)
def test_every_form_of_address_names_the_same_video(url: str) -> None:
    found = find_provider(url)
    assert found is not None
    assert (found.provider.name, found.reference) == ("youtube", ID)
    assert found.original == f"https://www.youtube.com/watch?v={ID}"
    assert found.frame.startswith(f"https://www.youtube-nocookie.com/embed/{ID}?")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://vimeo.com/123",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch",
        f"https://www.youtube.com/watch?v={ID}x",
        f"https://www.youtube.com/playlist?list={ID}",
        f"https://youtube.com.example.org/watch?v={ID}",
        f"https://evil.example/youtube.com/watch?v={ID}",
        f"https://www.youtube.com@evil.example/embed/{ID}",
        f"https://www.youtube.com:8443/embed/{ID}",
        f"javascript://youtube.com/embed/{ID}",
        "https://youtu.be/../../etc",
        'https://youtu.be/"><script>',
        "https://[youtube.com/watch",
    ],
)
def test_no_other_address_names_a_video(url: str) -> None:
    assert find_provider(url) is None


@given(st.text())
def test_any_text_is_understood_or_refused(text: str) -> None:
    assert find_provider(text) is None or "youtu" in text


@given(st.text())
def test_no_reference_can_leave_its_place_in_the_frame_address(text: str) -> None:
    found = find_provider(f"https://youtu.be/{text}")
    assert found is None or found.reference.replace("-", "").replace("_", "").isalnum()
