"""What a quantity is called at the top of its page: "Neuron 1 · hidden layer 1"."""

from app.scene.explanation.page import Query
from app.scene.texts import Text

CONTEXT = "Explanation"


def title_of(query: Query) -> Text:
    """The title of a page."""
    return Text(CONTEXT, "{quantity}", {"quantity": str(query.quantity)})
