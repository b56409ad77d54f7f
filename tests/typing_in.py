"""What a browser would post from a page: every field of a form with its value."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self, form):
        super().__init__()
        self.form, self.inside, self.fields = form, False, {}
        self.select = self.area = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.inside = attributes.get("id") == self.form
        if not self.inside:
            return
        name, value = attributes.get("name"), attributes.get("value") or ""
        if tag == "input" and name:
            kind = attributes.get("type", "text")
            if kind in {"checkbox", "radio"} and "checked" in attributes:
                self.add(name, attributes.get("value", "on"))
            elif kind not in {"checkbox", "radio", "submit", "button"}:
                self.add(name, value)
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in attributes:
            self.add(self.select, value)
        elif tag == "textarea":
            self.area = name
            self.add(name, "")

    def handle_data(self, data):
        if self.inside and self.area:
            # The line break after the opening tag is not part of the text.
            self.fields[self.area][-1] += data.removeprefix("\r\n").removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def add(self, name, value):
        self.fields.setdefault(name, []).append(value)


def fields_of(response, form):
    """{name: value or values} of the form with this id."""
    reader = _Fields(form)
    reader.feed(response.content.decode())
    return {
        name: values[0] if len(values) == 1 else values for name, values in reader.fields.items()
    }
