"""An article being added, as a browser without JavaScript does it."""

from django.urls import reverse

from sources.models import Intake
from sources.tests.fetching.server import response

TEXT = (
    "Harbour Minister Anna Lindqvist said on Wednesday that the harbour will stay open. "
    "“We will keep our word,” she told reporters at a news conference in Northfield.\n"
    "“It is too late,” said Peter Novak, a fisherman. “The boats have gone, and nobody in the "
    "ministry has asked us what we think of it.”"
)
PAGE = f"""<!doctype html><html lang="en-GB"><head>
<title>The harbour stays open</title>
<meta property="og:site_name" content="Northfield Post">
<meta name="author" content="Ida Berg">
<meta property="article:published_time" content="2017-12-14T09:00:00Z">
</head><body><nav>News Sport</nav><article><h1>The harbour stays open</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in TEXT.splitlines())}
</article></body></html>"""

# With its headline.
READ = f"The harbour stays open\n{TEXT}"


def html(body=PAGE, **headers):
    headers.setdefault("content_type", "text/html; charset=utf-8")
    return response(body.encode(), **headers)


def begin(client, **data):
    return client.post(reverse("admin:sources_intake_add"), data)


def address(intake=None):
    return reverse("admin:sources_intake", args=[(intake or Intake.objects.get()).pk])


def shown(client):
    return client.get(address())


def step(client, name, **data):
    return client.post(address(), {"step": name, **data})


def confirmed(client, **changed):
    """Send the page that confirms an article back as it is shown, but for what is `changed`."""
    form = shown(client).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    return step(client, "keep", **sent | changed)


def told(response):
    return [str(message) for message in response.context["messages"]]
