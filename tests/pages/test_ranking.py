"""A ranking is read from its bars and its numbers, and nothing stands outside of it."""

from hypothesis import given
from hypothesis import strategies as st

from pages.charting.labels import CHARACTER
from pages.charting.ranking import SIZE, STRONG, draw_ranking

COUNTS = st.lists(st.tuples(st.text(max_size=300), st.integers(0, 10**9)), max_size=20)


@given(counts=COUNTS, width=st.sampled_from([280, 420]), language=st.sampled_from(["sv", "en"]))
def test_bars_names_and_numbers_lie_inside_and_lengths_follow_the_numbers(
    counts: list[tuple[str, int]], width: int, language: str
) -> None:
    ranking = draw_ranking(counts, width, language)
    assert len(ranking.bars) == len(counts)
    for bar, (_name, count) in zip(ranking.bars, counts, strict=True):
        assert 0 < bar.y < bar.below <= ranking.height
        assert bar.beside + len(bar.number) * SIZE * STRONG <= width + 0.1
        assert len(bar.name) * SIZE * CHARACTER <= width
        assert bool(bar.width) == bool(count)
    ordered = sorted(zip(counts, ranking.bars, strict=True), key=lambda pair: pair[0][1])
    assert [bar.width for _count, bar in ordered] == sorted(bar.width for bar in ranking.bars)
