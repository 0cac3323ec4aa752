"""How long and how many: the lengths and counts Slack puts on Block Kit.

Characters are Unicode code points. Each figure is the one in Slack's own reference pages
(docs.slack.dev/reference/block-kit); `option.value` is 150 there and in the official Python SDK.
A test compares this table with published copies of the same figures.
"""

from __future__ import annotations

from typing import Final

LIMITS: Final[dict[str, int]] = {
    "text.max_length": 3000,
    "action_id.max_length": 255,
    "block_id.max_length": 255,
    "button.text.max_length": 75,
    "button.url.max_length": 3000,
    "button.value.max_length": 2000,
    "button.accessibility_label.max_length": 75,
    "confirmation.title.max_length": 100,
    "confirmation.text.max_length": 300,
    "confirmation.confirm.max_length": 30,
    "confirmation.deny.max_length": 30,
    "option.text.max_length": 75,
    "option.value.max_length": 150,
    "option.description.max_length": 75,
    "option.url.max_length": 3000,
    "option_group.label.max_length": 75,
    "option_group.options.max_items": 100,
    "select.placeholder.max_length": 150,
    "select.options.max_items": 100,
    "select.option_groups.max_items": 100,
    "overflow.options.max_items": 5,
    "checkboxes.options.max_items": 10,
    "radio_buttons.options.max_items": 10,
    "file_input.max_files.max": 10,
    "plain_text_input.max_length.max": 3000,
    "rich_text_input.max_lines.max": 100,
    "actions.elements.max_items": 25,
    "alert.text.max_length": 200,
    "card.title.max_length": 150,
    "card.subtitle.max_length": 150,
    "card.body.max_length": 200,
    "card.subtext.max_length": 200,
    "card.actions.max_items": 3,
    "carousel.elements.max_items": 10,
    "container.title.max_length": 150,
    "container.subtitle.max_length": 150,
    "container.child_blocks.max_items": 10,
    "context.elements.max_items": 10,
    "context_actions.elements.max_items": 5,
    "data_table.rows.min_items": 2,
    "data_table.rows.max_items": 201,
    "data_table.columns.max_items": 20,
    "data_table.page_size.max": 100,
    "data_table.content.max_length": 20000,
    "data_visualization.title.max_length": 50,
    "data_visualization.segments.max_items": 12,
    "data_visualization.segment.label.max_length": 20,
    "data_visualization.series.max_items": 12,
    "data_visualization.series_name.max_length": 20,
    "data_visualization.data.max_items": 20,
    "data_visualization.categories.max_items": 20,
    "data_visualization.axis_label.max_length": 50,
    "feedback_button.text.max_length": 75,
    "feedback_button.value.max_length": 2000,
    "feedback_button.accessibility_label.max_length": 75,
    "icon_button.value.max_length": 2000,
    "icon_button.accessibility_label.max_length": 75,
    "icon_button.visible_to_user_ids.max_items": 10,
    "table.rows.max_items": 100,
    "table.columns.max_items": 20,
    "table.column_settings.max_items": 20,
    "header.text.max_length": 150,
    "image.image_url.max_length": 3000,
    "image.alt_text.max_length": 2000,
    "image.title.max_length": 2000,
    "input.label.max_length": 2000,
    "input.hint.max_length": 2000,
    "markdown.text.max_length": 12000,
    "markdown.total_text.max_length": 12000,
    "plan.tasks.max_items": 50,
    "rich_text_list.indent.max": 8,
    "section.text.max_length": 3000,
    "section.fields.max_items": 10,
    "section.fields.item_max_length": 2000,
    "video.alt_text.max_length": 2000,
    "video.title.max_length": 200,
    "video.author_name.max_length": 50,
    "video.description.max_length": 200,
    "video.provider_name.max_length": 50,
    "video.thumbnail_url.max_length": 3000,
    "video.video_url.max_length": 3000,
    "message.blocks.max_items": 50,
    "message.attachments.max_items": 100,
    "view.blocks.max_items": 100,
    "view.private_metadata.max_length": 3000,
    "view.callback_id.max_length": 255,
    "view.external_id.max_length": 255,
    "view.title.max_length": 24,
    "view.close.max_length": 24,
    "view.submit.max_length": 24,
}

ALL_BLOCKS_TEXT = 12_000
"""Characters a posted message's blocks may hold together, all kinds counted.

Slack does not print this one in its reference: `chat.postMessage` answers `msg_blocks_too_long` above "12,000 text
characters with a buffer for block containers" (github.com/slackapi/bolt-js/issues/2509 and 2867). We refuse at the
stated 12,000.
"""

VIEW_BYTES = 250_000
"""Bytes of JSON a view may weigh (`view_too_large`; docs.slack.dev/reference/methods/views.open)."""
