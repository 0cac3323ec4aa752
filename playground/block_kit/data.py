"""Data tables and charts (docs.slack.dev/reference/block-kit/blocks/data-table-block and data-visualization-block)."""

from __future__ import annotations

from typing import Any, Final

from playground.block_kit.checks import Check, Findings, Shape, by_type, items, listed, number, string
from playground.block_kit.limits import LIMITS
from playground.block_kit.rich_text import RICH_TEXT_FIELDS

CELL = by_type(
    {
        "raw_text": Shape({"text": string(least=1)}, ("text",)),
        "raw_number": Shape({"value": number(), "text": string(least=1)}, ("value",)),
        "rich_text": Shape(RICH_TEXT_FIELDS, ("elements",)),
    }
)


def same_width(value: Any, where: str, found: Findings) -> None:
    """A table's rows all have the same number of cells, and no more settings than columns."""
    rows = [row for row in listed(value.get("rows")) if isinstance(row, list)]
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        found.add("all rows must have the same number of cells", f"{where}/rows")
    if widths and len(listed(value.get("column_settings"))) > max(widths):
        found.add("more column settings than columns", f"{where}/column_settings")


def _content(value: Any, where: str, found: Findings) -> None:
    same_width(value, where, found)
    cells = [cell for row in listed(value.get("rows")) for cell in listed(row)]
    total = sum(len(str(cell.get("text", ""))) for cell in cells if isinstance(cell, dict))
    if total > LIMITS["data_table.content.max_length"]:
        found.add(f"must be less than {LIMITS['data_table.content.max_length'] + 1} characters", f"{where}/rows")


def _positive(value: Any, where: str, found: Findings) -> None:
    number()(value, where, found)
    if isinstance(value, (int, float)) and value <= 0:
        found.add("must be greater than 0", where)


_LABEL = string(LIMITS["data_visualization.segment.label.max_length"], 1)
_SERIES = Shape(
    {
        "name": string(LIMITS["data_visualization.series_name.max_length"], 1),
        "data": items(
            Shape({"label": _LABEL, "value": number()}, ("label", "value")), LIMITS["data_visualization.data.max_items"]
        ),
    },
    ("name", "data"),
)
_AXES = Shape(
    {
        "categories": items(_LABEL, LIMITS["data_visualization.categories.max_items"]),
        "x_label": string(LIMITS["data_visualization.axis_label.max_length"]),
        "y_label": string(LIMITS["data_visualization.axis_label.max_length"]),
    },
    ("categories",),
)
_PIE = Shape(
    {
        "segments": items(
            Shape({"label": _LABEL, "value": _positive}, ("label", "value")),
            LIMITS["data_visualization.segments.max_items"],
        )
    },
    ("segments",),
)
_LINES = Shape(
    {"series": items(_SERIES, LIMITS["data_visualization.series.max_items"]), "axis_config": _AXES},
    ("series", "axis_config"),
)

DATA_TABLE: Final[Shape] = Shape(
    {
        "caption": string(least=1),
        "rows": items(
            items(CELL, LIMITS["data_table.columns.max_items"]),
            LIMITS["data_table.rows.max_items"],
            LIMITS["data_table.rows.min_items"],
        ),
        "page_size": number(1, LIMITS["data_table.page_size.max"]),
        "row_header_column_index": number(0),
    },
    ("caption", "rows"),
    _content,
)

_CHARTS: Final[dict[str, Check]] = {"pie": _PIE, "bar": _LINES, "line": _LINES, "area": _LINES}

DATA_VISUALIZATION: Final[Shape] = Shape(
    {"title": string(LIMITS["data_visualization.title.max_length"], 1), "chart": by_type(_CHARTS)}, ("title", "chart")
)
