"""Cells and choices of a list: a page has hundreds, and a template node costs more than a line."""

from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from coprod.templatetags.shown import locale as reader_locale
from coprod.templatetags.shown import whole_number

register = template.Library()

CHOICE = (
    '<li><label><input id="{name}-{value}" type="{kind}" name="{name}" value="{value}"{checked}> '
    '<span>{label}</span> <span class="count">{count}</span></label></li>'
)


@register.simple_tag
def choices(group, shown):
    """Some choices of a facet as list items, each a box to tick with its count."""
    name, kind, locale = (
        escape(group.name),
        "radio" if group.is_single else "checkbox",
        reader_locale(),
    )
    return mark_safe(
        "\n".join(
            CHOICE.format(
                name=name,
                kind=kind,
                value=escape(str(one.value)),
                label=escape(str(one.label)),
                count=whole_number(one.count, locale),
                checked=" checked" if one.is_chosen else "",
            )
            for one in shown
        )
    )


@register.simple_tag(takes_context=True)
def cell(context, row, column, text):
    """One cell of the table; the column that leads to the row's page is its heading."""
    if column.template:
        with context.push(row=row, text=text):
            text = context.template.engine.get_template(column.template).render(context)
    elif column.link and not column.markup:
        text = format_html('<a class="row-link" href="{}">{}</a>', row.get_absolute_url(), text)
    if column.link:
        return format_html('<th scope="row">{}</th>', text)
    return format_html('<td class="num">{}</td>' if column.numeric else "<td>{}</td>", text)
