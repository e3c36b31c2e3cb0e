"""Asks where the content goes, in Wagtail's own forms that withdraw pages."""

import re

from django import template
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.template.loader import render_to_string
from wagtail.admin.widgets import AdminPageChooser

from pages.withdrawing import FIELD

register = template.Library()
_TOKEN = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>')


class AskingNode(Node):
    """Puts the question after the token of the form inside; Wagtail's templates have no block there."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodes = nodes

    def render(self, context: Context) -> str:
        form = self.nodes.render(context)
        widget = AdminPageChooser()
        said = {
            "chooser": widget.render(FIELD, None, {"id": FIELD}),
            "scripts": widget.media.render_js(),
            "field": FIELD,
        }
        question = render_to_string("pages/desk/destination.html", said)
        return _TOKEN.sub(lambda token: token[0] + question, form, count=1)


@register.tag
def askdestination(parser: Parser, _token: Token) -> AskingNode:
    nodes = parser.parse(("endaskdestination",))
    parser.delete_first_token()
    return AskingNode(nodes)
