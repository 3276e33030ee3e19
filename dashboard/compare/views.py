"""Which view draws what was asked."""

from dashboard.compare import clouds, heat, multiples, ranking
from dashboard.compare.chosen import Asked
from dashboard.compare.showing import Show

_VIEWS: dict[str, Show] = {
    "xep-hang": ranking.draw,
    "bang-nhiet": heat.draw,
    "do-thi-nho": multiples.draw,
    "hai-chi-tieu": clouds.draw_two,
    "pheu": clouds.draw_funnel,
}


def show(asked: Asked) -> None:
    """Draw the view."""
    _VIEWS[asked.view](asked)
