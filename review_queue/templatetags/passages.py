"""A piece of an answer as it is shown. Thousands stand on a page, so each is put together in one step."""

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from review_queue.items.queries.pieces import Piece

register = template.Library()


@register.filter
def shown(piece: Piece) -> SafeString:
    """Plain words, a mark, marked words, or a place that can be chosen; highlighted if its reader did so."""
    words = _shown(piece)
    if not piece.note:
        return words
    return format_html('<mark class="highlight" title="Your highlight {}">{}</mark>', piece.note, words)


def _shown(piece: Piece) -> SafeString:
    if piece.kind == "plain":
        breaks = "\n" in piece.text or "\r" in piece.text
        return linebreaksbr(piece.text) if breaks else escape(piece.text)
    if piece.kind == "masked":
        return format_html('<span class="span-masked" title="{}, masked">{}</span>', piece.why, piece.text)
    if piece.kind == "suspect":
        stays = " span-suspect--stays" if piece.ticked else ""
        return format_html('<mark class="span-suspect{}" title="{}">{}</mark>', stays, piece.why, piece.text)
    if not piece.value:
        return format_html('<mark class="span-choice">{}</mark>', piece.text)
    box = '<input type="checkbox" name="places" form="choose" value="{}"{}>'
    return format_html(
        f'<label class="span-choice">{box}&nbsp;{{}}</label>',
        piece.value,
        SafeString(" checked") if piece.ticked else "",
        piece.text,
    )
