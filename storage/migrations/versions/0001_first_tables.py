"""first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("key", sa.String(length=90), nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_budgets")),
    )
    op.create_table(
        "inbox",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_done_at", ["done_at"], unique=False)

    op.create_table(
        "known_words",
        sa.Column(
            "word", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "stem", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.PrimaryKeyConstraint("word", "stem", name=op.f("pk_known_words")),
    )
    op.create_table(
        "seal_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal_keys")),
    )
    op.create_table(
        "workspaces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspaces")),
        sa.UniqueConstraint("platform", "external_id", name=op.f("uq_workspaces_platform_external_id")),
    )
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("suits", sa.String(length=300), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_courses_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("workspace_id", "title", name=op.f("uq_courses_workspace_id_title")),
    )
    op.create_table(
        "lanes",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_lanes_workspace_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_lanes")),
    )
    with op.batch_alter_table("lanes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_lanes_due_at",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=True),
        sa.Column("language_chosen", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("may_write_from", sa.Integer(), server_default="8", nullable=False),
        sa.Column("may_write_until", sa.Integer(), server_default="20", nullable=False),
        sa.Column("may_write_at_weekends", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("questions_a_week", sa.Integer(), server_default="3", nullable=False),
        sa.Column("surveys", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("news", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_members_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("workspace_id", "external_id", name=op.f("uq_members_workspace_id_external_id")),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index("ix_members_refreshed_at", ["refreshed_at"], unique=False)

    op.create_table(
        "code_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_code_tries_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_tries")),
    )
    with op.batch_alter_table("code_tries", schema=None) as batch_op:
        batch_op.create_index("ix_code_tries_member_id", ["member_id"], unique=False)
        batch_op.create_index("ix_code_tries_tried_at", ["tried_at"], unique=False)

    op.create_table(
        "communities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("late_hours", sa.Integer(), nullable=False),
        sa.Column("gap_minutes", sa.Integer(), server_default="60", nullable=False),
        sa.Column("holidays", sa.String(length=10), server_default="", nullable=False),
        sa.Column("audience", sa.Integer(), nullable=True),
        sa.Column("answer_days", sa.Integer(), server_default="5", nullable=False),
        sa.Column("cold_days", sa.Integer(), server_default="60", nullable=False),
        sa.Column("confidant_id", sa.Integer(), nullable=True),
        sa.Column("badge", sa.String(length=100), server_default="", nullable=False),
        sa.Column("month_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["confidant_id"], ["members.id"], name=op.f("fk_communities_confidant_id")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_communities_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communities")),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_communities_workspace_id_name")),
    )
    with op.batch_alter_table("communities", schema=None) as batch_op:
        batch_op.create_index("ix_communities_channel", ["workspace_id", "channel"], unique=False)
        batch_op.create_index("ix_communities_month_at", ["month_at"], unique=False)

    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_consents_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index("ix_consents_member_id", ["member_id"], unique=False)
        batch_op.create_index("ix_consents_respondent", ["respondent"], unique=False)
        batch_op.create_index("ix_consents_subject", ["subject"], unique=False)

    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_erasures_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    with op.batch_alter_table("erasures", schema=None) as batch_op:
        batch_op.create_index(
            "ix_erasures_unfinished",
            ["id"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("media_type", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("placed", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_files_member_id")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_files_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("workspace_id", "sha256", name="uq_files_content"),
    )
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.create_index("ix_files_member_id", ["member_id"], unique=False)
        batch_op.create_index(
            "ix_files_until",
            ["until"],
            unique=False,
            sqlite_where=sa.text("until IS NOT NULL"),
            postgresql_where=sa.text("until IS NOT NULL"),
        )

    op.create_table(
        "intentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("choice", sa.String(length=5), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("told_choice", sa.String(length=5), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_intentions_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intentions")),
        sa.UniqueConstraint("course_id", "respondent", name=op.f("uq_intentions_course_id_respondent")),
    )
    with op.batch_alter_table("intentions", schema=None) as batch_op:
        batch_op.create_index("ix_intentions_respondent", ["respondent"], unique=False)

    op.create_table(
        "mutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_mutes_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mutes")),
        sa.UniqueConstraint("member_id", "kind", "what", name=op.f("uq_mutes_member_id_kind_what")),
    )
    op.create_table(
        "proposal_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_proposal_drafts_member_id")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_proposal_drafts_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_drafts")),
    )
    with op.batch_alter_table("proposal_drafts", schema=None) as batch_op:
        batch_op.create_index("ix_proposal_drafts_author", ["workspace_id", "author"], unique=False)
        batch_op.create_index("ix_proposal_drafts_created_at", ["created_at"], unique=False)
        batch_op.create_index("ix_proposal_drafts_member_id", ["member_id"], unique=False)

    op.create_table(
        "review_choices",
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_review_choices_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_review_choices")),
    )
    op.create_table(
        "ambassadors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("renewal_asked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_ambassadors_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_ambassadors_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ambassadors")),
        sa.UniqueConstraint("community_id", "member_id", name=op.f("uq_ambassadors_community_id_member_id")),
    )
    with op.batch_alter_table("ambassadors", schema=None) as batch_op:
        batch_op.create_index("ix_ambassadors_member_id", ["member_id"], unique=False)
        batch_op.create_index("ix_ambassadors_next_at", ["next_at"], unique=False)

    op.create_table(
        "badges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_badges_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_badges_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badges")),
        sa.UniqueConstraint("community_id", "member_id", "name", name=op.f("uq_badges_community_id_member_id_name")),
    )
    with op.batch_alter_table("badges", schema=None) as batch_op:
        batch_op.create_index("ix_badges_member_id", ["member_id"], unique=False)
        batch_op.create_index(
            "ix_badges_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('wanted', 'giving', 'unwanted')"),
            postgresql_where=sa.text("state IN ('wanted', 'giving', 'unwanted')"),
        )
        batch_op.create_index("ix_badges_person", ["person"], unique=False)
        batch_op.create_index(
            "ix_badges_refused",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'refused'"),
            postgresql_where=sa.text("state = 'refused'"),
        )

    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=300), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("hour", sa.String(length=5), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_campaigns_community_id")),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name=op.f("fk_campaigns_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("origin", name=op.f("uq_campaigns_origin")),
    )
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.create_index("ix_campaigns_community_id", ["community_id"], unique=False)
        batch_op.create_index("ix_campaigns_created_by", ["created_by"], unique=False)

    op.create_table(
        "capsules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("theme", sa.String(length=100), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("key_message", sa.String(length=500), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("effort", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), server_default="", nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("credited", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("copy_of_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["members.id"], name=op.f("fk_capsules_author_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_capsules_community_id")),
        sa.ForeignKeyConstraint(["copy_of_id"], ["capsules.id"], name=op.f("fk_capsules_copy_of_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capsules")),
        sa.UniqueConstraint("copy_of_id", "community_id", name="uq_capsules_copy"),
        sa.UniqueConstraint("origin", name=op.f("uq_capsules_origin")),
    )
    with op.batch_alter_table("capsules", schema=None) as batch_op:
        batch_op.create_index("ix_capsules_author_id", ["author_id"], unique=False)
        batch_op.create_index("ix_capsules_community_id", ["community_id"], unique=False)

    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("message", sa.String(length=64), nullable=True),
        sa.Column("thread", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_comments_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_comments_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("channel", "message", name=op.f("uq_comments_channel_message")),
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index("ix_comments_community_id", ["community_id", "created_at"], unique=False)
        batch_op.create_index("ix_comments_member_id", ["member_id"], unique=False)
        batch_op.create_index("ix_comments_subject", ["subject"], unique=False)
        batch_op.create_index("ix_comments_thread", ["channel", "thread"], unique=False)

    op.create_table(
        "community_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("next_digest_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_community_roles_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_community_roles_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_roles")),
        sa.UniqueConstraint(
            "community_id", "member_id", "role", name=op.f("uq_community_roles_community_id_member_id_role")
        ),
    )
    with op.batch_alter_table("community_roles", schema=None) as batch_op:
        batch_op.create_index("ix_community_roles_member_id", ["member_id"], unique=False)
        batch_op.create_index(
            "ix_community_roles_next_digest_at",
            ["next_digest_at"],
            unique=False,
            sqlite_where=sa.text("role = 'manager'"),
            postgresql_where=sa.text("role = 'manager'"),
        )

    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=150), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=64), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("lane", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("draw", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("posted_channel", sa.String(length=64), nullable=True),
        sa.Column("posted_id", sa.String(length=64), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("edit_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edit_tries", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=200), nullable=True),
        sa.Column("failure_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pin", sa.String(length=10), nullable=True),
        sa.Column("pin_failure", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_deliveries_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_deliveries_member_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["deliveries.id"], name=op.f("fk_deliveries_parent_id")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_deliveries_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("about", name=op.f("uq_deliveries_about")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deliveries_failed",
            ["community_id", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'failed'"),
            postgresql_where=sa.text("state = 'failed'"),
        )
        batch_op.create_index("ix_deliveries_member_id", ["member_id"], unique=False)
        batch_op.create_index(
            "ix_deliveries_open",
            ["lane", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('due', 'uncertain', 'sending')"),
            postgresql_where=sa.text("state IN ('due', 'uncertain', 'sending')"),
        )
        batch_op.create_index("ix_deliveries_posted", ["posted_channel", "posted_id"], unique=False)
        batch_op.create_index(
            "ix_deliveries_sending",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )
        batch_op.create_index(
            "ix_deliveries_stale",
            ["edit_at"],
            unique=False,
            sqlite_where=sa.text("state = 'sent' AND (revision > shown OR pin IN ('wanted', 'unwanted'))"),
            postgresql_where=sa.text("state = 'sent' AND (revision > shown OR pin IN ('wanted', 'unwanted'))"),
        )
        batch_op.create_index("ix_deliveries_subject", ["subject"], unique=False)
        batch_op.create_index(
            "ix_deliveries_unpinned",
            ["id"],
            unique=False,
            sqlite_where=sa.text("pin = 'refused'"),
            postgresql_where=sa.text("pin = 'refused'"),
        )
        batch_op.create_index(
            "ix_deliveries_untold",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'failed' AND failure_told_at IS NULL"),
            postgresql_where=sa.text("state = 'failed' AND failure_told_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deliveries_waiting",
            ["lane", "due_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('due', 'uncertain')"),
            postgresql_where=sa.text("state IN ('due', 'uncertain')"),
        )

    op.create_table(
        "digests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("week_start", sa.String(length=10), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_digests_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_digests_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint(
            "community_id", "week_start", "member_id", name=op.f("uq_digests_community_id_week_start_member_id")
        ),
    )
    with op.batch_alter_table("digests", schema=None) as batch_op:
        batch_op.create_index("ix_digests_member_id", ["member_id"], unique=False)

    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=True),
        sa.Column("workspace_id", sa.Integer(), nullable=True),
        sa.Column("replaces", sa.String(length=60), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("theme", sa.String(length=100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("title_words", sa.Text(), nullable=False),
        sa.Column("theme_words", sa.Text(), nullable=False),
        sa.Column("body_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_documents_community_id")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_documents_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("subject", name=op.f("uq_documents_subject")),
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.create_index("ix_documents_community_id", ["community_id"], unique=False)
        batch_op.create_index("ix_documents_replaces", ["replaces", "community_id"], unique=False)
        batch_op.create_index("ix_documents_workspace_id", ["workspace_id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_drafts_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_drafts_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("member_id", "community_id", "about", name="uq_drafts_once"),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index("ix_drafts_changed_at", ["changed_at"], unique=False)

    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("everything", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_feeds_community_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_feeds_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("key", name=op.f("uq_feeds_key")),
        sa.UniqueConstraint("member_id", "community_id", name=op.f("uq_feeds_member_id_community_id")),
    )
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.create_index("ix_feeds_community_id", ["community_id"], unique=False)

    op.create_table(
        "improvement_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_improvement_cards_community_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name=op.f("fk_improvement_cards_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_cards")),
        sa.UniqueConstraint("community_id", "month", name=op.f("uq_improvement_cards_community_id_month")),
    )
    with op.batch_alter_table("improvement_cards", schema=None) as batch_op:
        batch_op.create_index("ix_improvement_cards_decided_by", ["decided_by"], unique=False)

    op.create_table(
        "improvements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("changed_in", sa.String(length=7), nullable=False),
        sa.Column("review_on", sa.String(length=10), nullable=True),
        sa.Column("review_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_improvements_community_id")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_improvements_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvements")),
    )
    with op.batch_alter_table("improvements", schema=None) as batch_op:
        batch_op.create_index("ix_improvements_community_id", ["community_id", "told"], unique=False)
        batch_op.create_index("ix_improvements_course_id", ["course_id"], unique=False)
        batch_op.create_index(
            "ix_improvements_review_at",
            ["review_at"],
            unique=False,
            sqlite_where=sa.text("review_at IS NOT NULL"),
            postgresql_where=sa.text("review_at IS NOT NULL"),
        )

    op.create_table(
        "likes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("message", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_likes_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_likes_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_likes")),
        sa.UniqueConstraint("subject", "community_id", "member_id", "source", "message", name="uq_likes_once"),
    )
    with op.batch_alter_table("likes", schema=None) as batch_op:
        batch_op.create_index("ix_likes_community_id", ["community_id", "created_at"], unique=False)
        batch_op.create_index("ix_likes_member_id", ["member_id"], unique=False)

    op.create_table(
        "promise_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("posting", sa.Integer(), nullable=False),
        sa.Column("figures", sa.String(length=40), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_promise_posts_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_posts")),
        sa.UniqueConstraint("community_id", name=op.f("uq_promise_posts_community_id")),
    )
    with op.batch_alter_table("promise_posts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_promise_posts_look_at",
            ["look_at"],
            unique=False,
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        )

    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("trainer", sa.String(length=100), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=True),
        sa.Column("cost", sa.String(length=60), server_default="", nullable=False),
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("code", sa.String(length=8), server_default="", nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudge_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cold_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tell_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heralded", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_sessions_community_id")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_sessions_course_id")),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name=op.f("fk_sessions_created_by")),
        sa.ForeignKeyConstraint(["trainer_id"], ["members.id"], name=op.f("fk_sessions_trainer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sessions_cold_at",
            ["cold_at"],
            unique=False,
            sqlite_where=sa.text("cold_at IS NOT NULL"),
            postgresql_where=sa.text("cold_at IS NOT NULL"),
        )
        batch_op.create_index("ix_sessions_community_id", ["community_id", "ends_at"], unique=False)
        batch_op.create_index("ix_sessions_course_id", ["course_id"], unique=False)
        batch_op.create_index("ix_sessions_created_by", ["created_by"], unique=False)
        batch_op.create_index(
            "ix_sessions_nudge_at",
            ["nudge_at"],
            unique=False,
            sqlite_where=sa.text("nudge_at IS NOT NULL"),
            postgresql_where=sa.text("nudge_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_sessions_opens_at",
            ["opens_at"],
            unique=False,
            sqlite_where=sa.text("opens_at IS NOT NULL"),
            postgresql_where=sa.text("opens_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_sessions_planned",
            ["ends_at"],
            unique=False,
            sqlite_where=sa.text("state = 'planned'"),
            postgresql_where=sa.text("state = 'planned'"),
        )
        batch_op.create_index(
            "ix_sessions_remind_at",
            ["remind_at"],
            unique=False,
            sqlite_where=sa.text("remind_at IS NOT NULL"),
            postgresql_where=sa.text("remind_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_sessions_tell_at",
            ["tell_at"],
            unique=False,
            sqlite_where=sa.text("tell_at IS NOT NULL"),
            postgresql_where=sa.text("tell_at IS NOT NULL"),
        )
        batch_op.create_index("ix_sessions_trainer_id", ["trainer_id"], unique=False)
        batch_op.create_index(
            "ix_sessions_unheralded",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'planned' AND NOT heralded"),
            postgresql_where=sa.text("state = 'planned' AND NOT heralded"),
        )

    op.create_table(
        "solicitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("about", sa.String(length=150), nullable=False),
        sa.Column("draw", sa.String(length=100), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_solicitations_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_solicitations_member_id")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_solicitations_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solicitations")),
        sa.UniqueConstraint("about", name=op.f("uq_solicitations_about")),
    )
    with op.batch_alter_table("solicitations", schema=None) as batch_op:
        batch_op.create_index("ix_solicitations_member_id", ["member_id", "asked_at"], unique=False)
        batch_op.create_index(
            "ix_solicitations_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.String(length=10), nullable=False),
        sa.Column("hour", sa.String(length=5), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("earlier", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resumed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_subscriptions_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_subscriptions_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("member_id", "community_id", name=op.f("uq_subscriptions_member_id_community_id")),
    )
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.create_index("ix_subscriptions_next_at", ["next_at"], unique=False)
        batch_op.create_index(
            "uq_subscriptions_all",
            ["member_id"],
            unique=True,
            sqlite_where=sa.text("community_id IS NULL"),
            postgresql_where=sa.text("community_id IS NULL"),
        )

    op.create_table(
        "testimonial_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_testimonial_slots_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testimonial_slots")),
        sa.UniqueConstraint("community_id", name=op.f("uq_testimonial_slots_community_id")),
    )
    with op.batch_alter_table("testimonial_slots", schema=None) as batch_op:
        batch_op.create_index(
            "ix_testimonial_slots_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.create_table(
        "wins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("shown_as", sa.String(length=20), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=10), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_wins_community_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name=op.f("fk_wins_decided_by")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_wins_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wins")),
    )
    with op.batch_alter_table("wins", schema=None) as batch_op:
        batch_op.create_index("ix_wins_community_id", ["community_id", "posted_at"], unique=False)
        batch_op.create_index("ix_wins_decided_by", ["decided_by"], unique=False)
        batch_op.create_index("ix_wins_member_id", ["member_id"], unique=False)
        batch_op.create_index("ix_wins_respondent", ["respondent"], unique=False)

    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=4), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_answers_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint(
            "session_id",
            "phase",
            "question",
            "respondent",
            name=op.f("uq_answers_session_id_phase_question_respondent"),
        ),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_answers_low",
            ["created_at"],
            unique=False,
            sqlite_where=sa.text("question = 'stars' AND value <= 2 AND followed_at IS NULL"),
            postgresql_where=sa.text("question = 'stars' AND value <= 2 AND followed_at IS NULL"),
        )
        batch_op.create_index("ix_answers_respondent", ["respondent"], unique=False)

    op.create_table(
        "attendees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_attendees_member_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_attendees_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendees")),
        sa.UniqueConstraint("session_id", "member_id", name=op.f("uq_attendees_session_id_member_id")),
    )
    with op.batch_alter_table("attendees", schema=None) as batch_op:
        batch_op.create_index("ix_attendees_member_id", ["member_id"], unique=False)

    op.create_table(
        "ballots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("capsule_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["capsule_id"], ["capsules.id"], name=op.f("fk_ballots_capsule_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_ballots_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_ballots_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("capsule_id", "community_id", "member_id", name="uq_ballots_once"),
    )
    with op.batch_alter_table("ballots", schema=None) as batch_op:
        batch_op.create_index("ix_ballots_community_id", ["community_id", "voted_at"], unique=False)
        batch_op.create_index("ix_ballots_member_id", ["member_id"], unique=False)

    op.create_table(
        "campaign_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("session_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("country", sa.String(length=10), server_default="", nullable=False),
        sa.Column("bunch", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), server_default="", nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_campaign_runs_community_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_campaign_runs_session_id")),
        sa.ForeignKeyConstraint(["started_by"], ["members.id"], name=op.f("fk_campaign_runs_started_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_runs")),
    )
    with op.batch_alter_table("campaign_runs", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_runs_bunch", ["bunch"], unique=False)
        batch_op.create_index(
            "ix_campaign_runs_follows",
            ["id"],
            unique=False,
            sqlite_where=sa.text("session_at IS NOT NULL AND state IN ('active', 'paused')"),
            postgresql_where=sa.text("session_at IS NOT NULL AND state IN ('active', 'paused')"),
        )
        batch_op.create_index("ix_campaign_runs_started_by", ["started_by"], unique=False)
        batch_op.create_index(
            "uq_campaign_runs_once",
            ["community_id", "about"],
            unique=True,
            sqlite_where=sa.text("state IN ('active', 'paused')"),
            postgresql_where=sa.text("state IN ('active', 'paused')"),
        )

    op.create_table(
        "campaign_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("capsule_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("hour", sa.String(length=5), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_steps_campaign_id")),
        sa.ForeignKeyConstraint(["capsule_id"], ["capsules.id"], name=op.f("fk_campaign_steps_capsule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_steps")),
        sa.UniqueConstraint("campaign_id", "capsule_id", name=op.f("uq_campaign_steps_campaign_id_capsule_id")),
    )
    op.create_table(
        "check_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=6), nullable=False),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("is_told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_check_answers_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_answers")),
        sa.UniqueConstraint("session_id", "phase", "position", "respondent", name="uq_check_answers_once"),
    )
    with op.batch_alter_table("check_answers", schema=None) as batch_op:
        batch_op.create_index("ix_check_answers_respondent", ["respondent"], unique=False)

    op.create_table(
        "check_participations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=6), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("took_back", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_check_participations_member_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_check_participations_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_participations")),
        sa.UniqueConstraint("session_id", "phase", "member_id", name="uq_check_participations_once"),
    )
    with op.batch_alter_table("check_participations", schema=None) as batch_op:
        batch_op.create_index("ix_check_participations_member_id", ["member_id"], unique=False)

    op.create_table(
        "check_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("capsule_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["capsule_id"], ["capsules.id"], name=op.f("fk_check_questions_capsule_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_check_questions_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_questions")),
        sa.UniqueConstraint("session_id", "position", name=op.f("uq_check_questions_session_id_position")),
    )
    op.create_table(
        "checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_checks_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
        sa.UniqueConstraint("session_id", name=op.f("uq_checks_session_id")),
    )
    with op.batch_alter_table("checks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_checks_open",
            ["session_id"],
            unique=False,
            sqlite_where=sa.text("stage NOT IN ('late', 'told', 'dropped')"),
            postgresql_where=sa.text("stage NOT IN ('late', 'told', 'dropped')"),
        )

    op.create_table(
        "climbs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=4), nullable=False),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_climbs_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_climbs")),
        sa.UniqueConstraint("session_id", "phase", "respondent", name=op.f("uq_climbs_session_id_phase_respondent")),
    )
    with op.batch_alter_table("climbs", schema=None) as batch_op:
        batch_op.create_index("ix_climbs_respondent", ["respondent"], unique=False)

    op.create_table(
        "course_watches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_watches_course_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_course_watches_member_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_course_watches_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_watches")),
        sa.UniqueConstraint("member_id", "course_id", name=op.f("uq_course_watches_member_id_course_id")),
    )
    with op.batch_alter_table("course_watches", schema=None) as batch_op:
        batch_op.create_index("ix_course_watches_course_id", ["course_id"], unique=False)

    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("confided", sa.Boolean(), nullable=False),
        sa.Column("confidant_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("wish", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.String(length=10), nullable=False),
        sa.Column("promised_on", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.String(length=10), nullable=False),
        sa.Column("answered_on", sa.String(length=10), nullable=True),
        sa.Column("closed_on", sa.String(length=10), nullable=True),
        sa.Column("closed_by", sa.String(length=10), nullable=True),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("look_again", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_follow_ups_community_id")),
        sa.ForeignKeyConstraint(["confidant_id"], ["members.id"], name=op.f("fk_follow_ups_confidant_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_follow_ups_member_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["members.id"], name=op.f("fk_follow_ups_owner_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_follow_ups_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.create_index("ix_follow_ups_community_id", ["community_id", "state"], unique=False)
        batch_op.create_index("ix_follow_ups_confidant_id", ["confidant_id"], unique=False)
        batch_op.create_index(
            "ix_follow_ups_look_again",
            ["id"],
            unique=False,
            sqlite_where=sa.text("look_again"),
            postgresql_where=sa.text("look_again"),
        )
        batch_op.create_index("ix_follow_ups_member_id", ["member_id"], unique=False)
        batch_op.create_index("ix_follow_ups_owner_id", ["owner_id"], unique=False)
        batch_op.create_index(
            "ix_follow_ups_remind_at",
            ["remind_at"],
            unique=False,
            sqlite_where=sa.text("remind_at IS NOT NULL"),
            postgresql_where=sa.text("remind_at IS NOT NULL"),
        )
        batch_op.create_index("ix_follow_ups_respondent", ["respondent"], unique=False)
        batch_op.create_index("ix_follow_ups_session_id", ["session_id"], unique=False)
        batch_op.create_index(
            "uq_follow_ups_member",
            ["session_id", "member_id", "urgent"],
            unique=True,
            sqlite_where=sa.text("state <> 'closed' AND kind <> 'complaint'"),
            postgresql_where=sa.text("state <> 'closed' AND kind <> 'complaint'"),
        )
        batch_op.create_index(
            "uq_follow_ups_respondent",
            ["session_id", "respondent", "urgent"],
            unique=True,
            sqlite_where=sa.text("state <> 'closed' AND kind <> 'complaint'"),
            postgresql_where=sa.text("state <> 'closed' AND kind <> 'complaint'"),
        )

    op.create_table(
        "improvement_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("improvement_id", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["improvement_cards.id"], name=op.f("fk_improvement_lines_card_id")),
        sa.ForeignKeyConstraint(
            ["improvement_id"], ["improvements.id"], name=op.f("fk_improvement_lines_improvement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_lines")),
        sa.UniqueConstraint("card_id", "improvement_id", name=op.f("uq_improvement_lines_card_id_improvement_id")),
    )
    with op.batch_alter_table("improvement_lines", schema=None) as batch_op:
        batch_op.create_index("ix_improvement_lines_improvement_id", ["improvement_id"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("told", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_invitations_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("session_id", name=op.f("uq_invitations_session_id")),
    )
    op.create_table(
        "moments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_moments_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moments")),
        sa.UniqueConstraint("session_id", "position", name=op.f("uq_moments_session_id_position")),
    )
    op.create_table(
        "participations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=4), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_participations_member_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_participations_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participations")),
        sa.UniqueConstraint(
            "session_id", "phase", "member_id", name=op.f("uq_participations_session_id_phase_member_id")
        ),
    )
    with op.batch_alter_table("participations", schema=None) as batch_op:
        batch_op.create_index("ix_participations_member_id", ["member_id"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=True),
        sa.Column("message", sa.String(length=64), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("theme", sa.String(length=100), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("credited", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("capsule_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["members.id"], name=op.f("fk_proposals_author_id")),
        sa.ForeignKeyConstraint(["capsule_id"], ["capsules.id"], name=op.f("fk_proposals_capsule_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_proposals_community_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name=op.f("fk_proposals_decided_by")),
        sa.ForeignKeyConstraint(["proposed_by"], ["members.id"], name=op.f("fk_proposals_proposed_by")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_proposals_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("workspace_id", "channel", "message", name="uq_proposals_message"),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index("ix_proposals_author_id", ["author_id"], unique=False)
        batch_op.create_index("ix_proposals_capsule_id", ["capsule_id"], unique=False)
        batch_op.create_index("ix_proposals_community_id", ["community_id", "state"], unique=False)
        batch_op.create_index("ix_proposals_decided_by", ["decided_by"], unique=False)
        batch_op.create_index("ix_proposals_proposed_by", ["proposed_by"], unique=False)
        batch_op.create_index(
            "ix_proposals_untold",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'accepted' AND told_at IS NULL"),
            postgresql_where=sa.text("state = 'accepted' AND told_at IS NULL"),
        )

    op.create_table(
        "quiz_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("capsule_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_choice", sa.Text(), nullable=False),
        sa.Column("last_choice", sa.Text(), nullable=False),
        sa.Column("right_at", sa.Integer(), nullable=True),
        sa.Column("last_right", sa.Boolean(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["capsule_id"], ["capsules.id"], name=op.f("fk_quiz_answers_capsule_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_quiz_answers_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_quiz_answers_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_answers")),
        sa.UniqueConstraint("capsule_id", "community_id", "member_id", name="uq_quiz_answers_once"),
    )
    with op.batch_alter_table("quiz_answers", schema=None) as batch_op:
        batch_op.create_index("ix_quiz_answers_community_id", ["community_id", "last_at"], unique=False)
        batch_op.create_index("ix_quiz_answers_member_id", ["member_id", "last_right"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("capsule_id", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Text(), server_default="", nullable=False),
        sa.Column("wake_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_right", sa.Boolean(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turns", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["capsule_id"], ["capsules.id"], name=op.f("fk_reviews_capsule_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_reviews_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_reviews_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("member_id", "community_id", "topic", name="uq_reviews_once"),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index("ix_reviews_wake_at", ["wake_at"], unique=False)

    op.create_table(
        "schedules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("capsule_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("local_start", sa.String(length=16), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("skips", sa.Text(), server_default="", nullable=False),
        sa.Column("holidays", sa.String(length=10), server_default="", nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=200), server_default="", nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["capsule_id"], ["capsules.id"], name=op.f("fk_schedules_capsule_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_schedules_community_id")),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name=op.f("fk_schedules_created_by")),
        sa.ForeignKeyConstraint(["replaces"], ["schedules.id"], name=op.f("fk_schedules_replaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
    )
    with op.batch_alter_table("schedules", schema=None) as batch_op:
        batch_op.create_index("ix_schedules_community_id", ["community_id", "next_at"], unique=False)
        batch_op.create_index("ix_schedules_created_by", ["created_by"], unique=False)
        batch_op.create_index(
            "ix_schedules_drafts",
            ["drafted_at"],
            unique=False,
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        )
        batch_op.create_index("ix_schedules_next_at", ["next_at"], unique=False)
        batch_op.create_index("ix_schedules_replaces", ["replaces"], unique=False)

    op.create_table(
        "session_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["members.id"], name=op.f("fk_session_questions_answered_by")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_session_questions_member_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_session_questions_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_questions")),
    )
    with op.batch_alter_table("session_questions", schema=None) as batch_op:
        batch_op.create_index("ix_session_questions_answered_by", ["answered_by"], unique=False)
        batch_op.create_index("ix_session_questions_member_id", ["member_id"], unique=False)
        batch_op.create_index("ix_session_questions_respondent", ["respondent"], unique=False)
        batch_op.create_index("ix_session_questions_session_id", ["session_id"], unique=False)

    op.create_table(
        "told_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=4), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_told_answers_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_answers")),
        sa.UniqueConstraint(
            "session_id",
            "phase",
            "question",
            "respondent",
            name=op.f("uq_told_answers_session_id_phase_question_respondent"),
        ),
    )
    with op.batch_alter_table("told_answers", schema=None) as batch_op:
        batch_op.create_index("ix_told_answers_day", ["day"], unique=False)
        batch_op.create_index("ix_told_answers_respondent", ["respondent"], unique=False)

    op.create_table(
        "verbatims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("tone", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("calls_for", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("considered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_verbatims_member_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_verbatims_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verbatims")),
        sa.UniqueConstraint("session_id", "about", "member_id", name=op.f("uq_verbatims_session_id_about_member_id")),
        sa.UniqueConstraint("session_id", "about", "respondent", name=op.f("uq_verbatims_session_id_about_respondent")),
    )
    with op.batch_alter_table("verbatims", schema=None) as batch_op:
        batch_op.create_index("ix_verbatims_member_id", ["member_id"], unique=False)
        batch_op.create_index(
            "ix_verbatims_not_considered",
            ["id"],
            unique=False,
            sqlite_where=sa.text("considered_at IS NULL"),
            postgresql_where=sa.text("considered_at IS NULL"),
        )
        batch_op.create_index(
            "ix_verbatims_not_followed",
            ["id"],
            unique=False,
            sqlite_where=sa.text("calls_for IN ('alert', 'follow_up') AND followed_at IS NULL"),
            postgresql_where=sa.text("calls_for IN ('alert', 'follow_up') AND followed_at IS NULL"),
        )
        batch_op.create_index("ix_verbatims_respondent", ["respondent"], unique=False)

    op.create_table(
        "wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("about", sa.String(length=30), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_wishes_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
        sa.UniqueConstraint("session_id", "respondent", "about", name=op.f("uq_wishes_session_id_respondent_about")),
    )
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.create_index("ix_wishes_respondent", ["respondent"], unique=False)

    op.create_table(
        "campaign_run_posts",
        sa.Column("schedule_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["campaign_runs.id"], name=op.f("fk_campaign_run_posts_run_id")),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_campaign_run_posts_schedule_id")),
        sa.PrimaryKeyConstraint("schedule_id", name=op.f("pk_campaign_run_posts")),
    )
    with op.batch_alter_table("campaign_run_posts", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_run_posts_run_id", ["run_id"], unique=False)

    op.create_table(
        "follow_up_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=10), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("ticket", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_ups.id"], name=op.f("fk_follow_up_lines_follow_up_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_follow_up_lines_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_lines")),
        sa.UniqueConstraint("ticket", name=op.f("uq_follow_up_lines_ticket")),
    )
    with op.batch_alter_table("follow_up_lines", schema=None) as batch_op:
        batch_op.create_index("ix_follow_up_lines_follow_up_id", ["follow_up_id", "id"], unique=False)
        batch_op.create_index("ix_follow_up_lines_member_id", ["member_id"], unique=False)

    op.create_table(
        "improvement_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("improvement_id", sa.Integer(), nullable=False),
        sa.Column("verbatim_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["improvement_id"], ["improvements.id"], name=op.f("fk_improvement_sources_improvement_id")
        ),
        sa.ForeignKeyConstraint(["verbatim_id"], ["verbatims.id"], name=op.f("fk_improvement_sources_verbatim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement_sources")),
        sa.UniqueConstraint(
            "improvement_id", "verbatim_id", name=op.f("uq_improvement_sources_improvement_id_verbatim_id")
        ),
    )
    with op.batch_alter_table("improvement_sources", schema=None) as batch_op:
        batch_op.create_index("ix_improvement_sources_verbatim_id", ["verbatim_id"], unique=False)

    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("capsule_id", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["capsule_id"], ["capsules.id"], name=op.f("fk_posts_capsule_id")),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_posts_community_id")),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_posts_schedule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("schedule_id", "planned_at", name=op.f("uq_posts_schedule_id_planned_at")),
    )
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.create_index("ix_posts_community_id", ["community_id", "planned_at"], unique=False)

    op.create_table(
        "testimonials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("verbatim_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("respondent", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("suggestion", sa.Text(), nullable=True),
        sa.Column("shown_as", sa.String(length=20), nullable=True),
        sa.Column("place", sa.String(length=10), nullable=True),
        sa.Column("critical", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renewal_asked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reach_told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_testimonials_community_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name=op.f("fk_testimonials_decided_by")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_testimonials_member_id")),
        sa.ForeignKeyConstraint(["verbatim_id"], ["verbatims.id"], name=op.f("fk_testimonials_verbatim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testimonials")),
        sa.UniqueConstraint("verbatim_id", name=op.f("uq_testimonials_verbatim_id")),
    )
    with op.batch_alter_table("testimonials", schema=None) as batch_op:
        batch_op.create_index("ix_testimonials_community_id", ["community_id", "state"], unique=False)
        batch_op.create_index("ix_testimonials_decided_by", ["decided_by"], unique=False)
        batch_op.create_index("ix_testimonials_member_id", ["member_id"], unique=False)
        batch_op.create_index(
            "ix_testimonials_next_at",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index("ix_testimonials_published_at", ["community_id", "published_at"], unique=False)
        batch_op.create_index("ix_testimonials_respondent", ["respondent"], unique=False)
        batch_op.create_index(
            "ix_testimonials_wall",
            ["published_at"],
            unique=False,
            sqlite_where=sa.text("state = 'published' AND place = 'public'"),
            postgresql_where=sa.text("state = 'published' AND place = 'public'"),
        )

    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("capsule_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["capsule_id"], ["capsules.id"], name=op.f("fk_receipts_capsule_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_receipts_member_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_receipts_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("member_id", "capsule_id", name=op.f("uq_receipts_member_id_capsule_id")),
    )
    op.create_table(
        "testimonial_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("testimonial_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("old", sa.String(length=10), nullable=False),
        sa.Column("new", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_testimonial_acts_community_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_testimonial_acts_member_id")),
        sa.ForeignKeyConstraint(
            ["testimonial_id"], ["testimonials.id"], name=op.f("fk_testimonial_acts_testimonial_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testimonial_acts")),
    )
    with op.batch_alter_table("testimonial_acts", schema=None) as batch_op:
        batch_op.create_index("ix_testimonial_acts_member_id", ["member_id"], unique=False)
        batch_op.create_index("ix_testimonial_acts_testimonial_id", ["testimonial_id"], unique=False)

    op.create_table(
        "testimonial_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("testimonial_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_testimonial_posts_community_id")),
        sa.ForeignKeyConstraint(
            ["testimonial_id"], ["testimonials.id"], name=op.f("fk_testimonial_posts_testimonial_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testimonial_posts")),
        sa.UniqueConstraint(
            "testimonial_id", "community_id", name=op.f("uq_testimonial_posts_testimonial_id_community_id")
        ),
    )
    with op.batch_alter_table("testimonial_posts", schema=None) as batch_op:
        batch_op.create_index("ix_testimonial_posts_community_id", ["community_id", "posted_at"], unique=False)
        batch_op.create_index(
            "ix_testimonial_posts_planned",
            ["community_id"],
            unique=False,
            sqlite_where=sa.text("posted_at IS NULL"),
            postgresql_where=sa.text("posted_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("testimonial_posts", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_testimonial_posts_planned",
            sqlite_where=sa.text("posted_at IS NULL"),
            postgresql_where=sa.text("posted_at IS NULL"),
        )
        batch_op.drop_index("ix_testimonial_posts_community_id")

    op.drop_table("testimonial_posts")
    with op.batch_alter_table("testimonial_acts", schema=None) as batch_op:
        batch_op.drop_index("ix_testimonial_acts_testimonial_id")
        batch_op.drop_index("ix_testimonial_acts_member_id")

    op.drop_table("testimonial_acts")
    op.drop_table("receipts")
    with op.batch_alter_table("testimonials", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_testimonials_wall",
            sqlite_where=sa.text("state = 'published' AND place = 'public'"),
            postgresql_where=sa.text("state = 'published' AND place = 'public'"),
        )
        batch_op.drop_index("ix_testimonials_respondent")
        batch_op.drop_index("ix_testimonials_published_at")
        batch_op.drop_index(
            "ix_testimonials_next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_testimonials_member_id")
        batch_op.drop_index("ix_testimonials_decided_by")
        batch_op.drop_index("ix_testimonials_community_id")

    op.drop_table("testimonials")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_index("ix_posts_community_id")

    op.drop_table("posts")
    with op.batch_alter_table("improvement_sources", schema=None) as batch_op:
        batch_op.drop_index("ix_improvement_sources_verbatim_id")

    op.drop_table("improvement_sources")
    with op.batch_alter_table("follow_up_lines", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_up_lines_member_id")
        batch_op.drop_index("ix_follow_up_lines_follow_up_id")

    op.drop_table("follow_up_lines")
    with op.batch_alter_table("campaign_run_posts", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_run_posts_run_id")

    op.drop_table("campaign_run_posts")
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.drop_index("ix_wishes_respondent")

    op.drop_table("wishes")
    with op.batch_alter_table("verbatims", schema=None) as batch_op:
        batch_op.drop_index("ix_verbatims_respondent")
        batch_op.drop_index(
            "ix_verbatims_not_followed",
            sqlite_where=sa.text("calls_for IN ('alert', 'follow_up') AND followed_at IS NULL"),
            postgresql_where=sa.text("calls_for IN ('alert', 'follow_up') AND followed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_verbatims_not_considered",
            sqlite_where=sa.text("considered_at IS NULL"),
            postgresql_where=sa.text("considered_at IS NULL"),
        )
        batch_op.drop_index("ix_verbatims_member_id")

    op.drop_table("verbatims")
    with op.batch_alter_table("told_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_told_answers_respondent")
        batch_op.drop_index("ix_told_answers_day")

    op.drop_table("told_answers")
    with op.batch_alter_table("session_questions", schema=None) as batch_op:
        batch_op.drop_index("ix_session_questions_session_id")
        batch_op.drop_index("ix_session_questions_respondent")
        batch_op.drop_index("ix_session_questions_member_id")
        batch_op.drop_index("ix_session_questions_answered_by")

    op.drop_table("session_questions")
    with op.batch_alter_table("schedules", schema=None) as batch_op:
        batch_op.drop_index("ix_schedules_replaces")
        batch_op.drop_index("ix_schedules_next_at")
        batch_op.drop_index(
            "ix_schedules_drafts", sqlite_where=sa.text("state = 'draft'"), postgresql_where=sa.text("state = 'draft'")
        )
        batch_op.drop_index("ix_schedules_created_by")
        batch_op.drop_index("ix_schedules_community_id")

    op.drop_table("schedules")
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.drop_index("ix_reviews_wake_at")

    op.drop_table("reviews")
    with op.batch_alter_table("quiz_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_quiz_answers_member_id")
        batch_op.drop_index("ix_quiz_answers_community_id")

    op.drop_table("quiz_answers")
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_proposals_untold",
            sqlite_where=sa.text("state = 'accepted' AND told_at IS NULL"),
            postgresql_where=sa.text("state = 'accepted' AND told_at IS NULL"),
        )
        batch_op.drop_index("ix_proposals_proposed_by")
        batch_op.drop_index("ix_proposals_decided_by")
        batch_op.drop_index("ix_proposals_community_id")
        batch_op.drop_index("ix_proposals_capsule_id")
        batch_op.drop_index("ix_proposals_author_id")

    op.drop_table("proposals")
    with op.batch_alter_table("participations", schema=None) as batch_op:
        batch_op.drop_index("ix_participations_member_id")

    op.drop_table("participations")
    op.drop_table("moments")
    op.drop_table("invitations")
    with op.batch_alter_table("improvement_lines", schema=None) as batch_op:
        batch_op.drop_index("ix_improvement_lines_improvement_id")

    op.drop_table("improvement_lines")
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_follow_ups_respondent",
            sqlite_where=sa.text("state <> 'closed' AND kind <> 'complaint'"),
            postgresql_where=sa.text("state <> 'closed' AND kind <> 'complaint'"),
        )
        batch_op.drop_index(
            "uq_follow_ups_member",
            sqlite_where=sa.text("state <> 'closed' AND kind <> 'complaint'"),
            postgresql_where=sa.text("state <> 'closed' AND kind <> 'complaint'"),
        )
        batch_op.drop_index("ix_follow_ups_session_id")
        batch_op.drop_index("ix_follow_ups_respondent")
        batch_op.drop_index(
            "ix_follow_ups_remind_at",
            sqlite_where=sa.text("remind_at IS NOT NULL"),
            postgresql_where=sa.text("remind_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_follow_ups_owner_id")
        batch_op.drop_index("ix_follow_ups_member_id")
        batch_op.drop_index(
            "ix_follow_ups_look_again", sqlite_where=sa.text("look_again"), postgresql_where=sa.text("look_again")
        )
        batch_op.drop_index("ix_follow_ups_confidant_id")
        batch_op.drop_index("ix_follow_ups_community_id")

    op.drop_table("follow_ups")
    with op.batch_alter_table("course_watches", schema=None) as batch_op:
        batch_op.drop_index("ix_course_watches_course_id")

    op.drop_table("course_watches")
    with op.batch_alter_table("climbs", schema=None) as batch_op:
        batch_op.drop_index("ix_climbs_respondent")

    op.drop_table("climbs")
    with op.batch_alter_table("checks", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_checks_open",
            sqlite_where=sa.text("stage NOT IN ('late', 'told', 'dropped')"),
            postgresql_where=sa.text("stage NOT IN ('late', 'told', 'dropped')"),
        )

    op.drop_table("checks")
    op.drop_table("check_questions")
    with op.batch_alter_table("check_participations", schema=None) as batch_op:
        batch_op.drop_index("ix_check_participations_member_id")

    op.drop_table("check_participations")
    with op.batch_alter_table("check_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_check_answers_respondent")

    op.drop_table("check_answers")
    op.drop_table("campaign_steps")
    with op.batch_alter_table("campaign_runs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_campaign_runs_once",
            sqlite_where=sa.text("state IN ('active', 'paused')"),
            postgresql_where=sa.text("state IN ('active', 'paused')"),
        )
        batch_op.drop_index("ix_campaign_runs_started_by")
        batch_op.drop_index(
            "ix_campaign_runs_follows",
            sqlite_where=sa.text("session_at IS NOT NULL AND state IN ('active', 'paused')"),
            postgresql_where=sa.text("session_at IS NOT NULL AND state IN ('active', 'paused')"),
        )
        batch_op.drop_index("ix_campaign_runs_bunch")

    op.drop_table("campaign_runs")
    with op.batch_alter_table("ballots", schema=None) as batch_op:
        batch_op.drop_index("ix_ballots_member_id")
        batch_op.drop_index("ix_ballots_community_id")

    op.drop_table("ballots")
    with op.batch_alter_table("attendees", schema=None) as batch_op:
        batch_op.drop_index("ix_attendees_member_id")

    op.drop_table("attendees")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index("ix_answers_respondent")
        batch_op.drop_index(
            "ix_answers_low",
            sqlite_where=sa.text("question = 'stars' AND value <= 2 AND followed_at IS NULL"),
            postgresql_where=sa.text("question = 'stars' AND value <= 2 AND followed_at IS NULL"),
        )

    op.drop_table("answers")
    with op.batch_alter_table("wins", schema=None) as batch_op:
        batch_op.drop_index("ix_wins_respondent")
        batch_op.drop_index("ix_wins_member_id")
        batch_op.drop_index("ix_wins_decided_by")
        batch_op.drop_index("ix_wins_community_id")

    op.drop_table("wins")
    with op.batch_alter_table("testimonial_slots", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_testimonial_slots_next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.drop_table("testimonial_slots")
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_subscriptions_all",
            sqlite_where=sa.text("community_id IS NULL"),
            postgresql_where=sa.text("community_id IS NULL"),
        )
        batch_op.drop_index("ix_subscriptions_next_at")

    op.drop_table("subscriptions")
    with op.batch_alter_table("solicitations", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_solicitations_next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_solicitations_member_id")

    op.drop_table("solicitations")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_sessions_unheralded",
            sqlite_where=sa.text("state = 'planned' AND NOT heralded"),
            postgresql_where=sa.text("state = 'planned' AND NOT heralded"),
        )
        batch_op.drop_index("ix_sessions_trainer_id")
        batch_op.drop_index(
            "ix_sessions_tell_at",
            sqlite_where=sa.text("tell_at IS NOT NULL"),
            postgresql_where=sa.text("tell_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_sessions_remind_at",
            sqlite_where=sa.text("remind_at IS NOT NULL"),
            postgresql_where=sa.text("remind_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_sessions_planned",
            sqlite_where=sa.text("state = 'planned'"),
            postgresql_where=sa.text("state = 'planned'"),
        )
        batch_op.drop_index(
            "ix_sessions_opens_at",
            sqlite_where=sa.text("opens_at IS NOT NULL"),
            postgresql_where=sa.text("opens_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_sessions_nudge_at",
            sqlite_where=sa.text("nudge_at IS NOT NULL"),
            postgresql_where=sa.text("nudge_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_sessions_created_by")
        batch_op.drop_index("ix_sessions_course_id")
        batch_op.drop_index("ix_sessions_community_id")
        batch_op.drop_index(
            "ix_sessions_cold_at",
            sqlite_where=sa.text("cold_at IS NOT NULL"),
            postgresql_where=sa.text("cold_at IS NOT NULL"),
        )

    op.drop_table("sessions")
    with op.batch_alter_table("promise_posts", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_promise_posts_look_at",
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        )

    op.drop_table("promise_posts")
    with op.batch_alter_table("likes", schema=None) as batch_op:
        batch_op.drop_index("ix_likes_member_id")
        batch_op.drop_index("ix_likes_community_id")

    op.drop_table("likes")
    with op.batch_alter_table("improvements", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_improvements_review_at",
            sqlite_where=sa.text("review_at IS NOT NULL"),
            postgresql_where=sa.text("review_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_improvements_course_id")
        batch_op.drop_index("ix_improvements_community_id")

    op.drop_table("improvements")
    with op.batch_alter_table("improvement_cards", schema=None) as batch_op:
        batch_op.drop_index("ix_improvement_cards_decided_by")

    op.drop_table("improvement_cards")
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.drop_index("ix_feeds_community_id")

    op.drop_table("feeds")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index("ix_drafts_changed_at")

    op.drop_table("drafts")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index("ix_documents_workspace_id")
        batch_op.drop_index("ix_documents_replaces")
        batch_op.drop_index("ix_documents_community_id")

    op.drop_table("documents")
    with op.batch_alter_table("digests", schema=None) as batch_op:
        batch_op.drop_index("ix_digests_member_id")

    op.drop_table("digests")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_deliveries_waiting",
            sqlite_where=sa.text("state IN ('due', 'uncertain')"),
            postgresql_where=sa.text("state IN ('due', 'uncertain')"),
        )
        batch_op.drop_index(
            "ix_deliveries_untold",
            sqlite_where=sa.text("state = 'failed' AND failure_told_at IS NULL"),
            postgresql_where=sa.text("state = 'failed' AND failure_told_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_deliveries_unpinned",
            sqlite_where=sa.text("pin = 'refused'"),
            postgresql_where=sa.text("pin = 'refused'"),
        )
        batch_op.drop_index("ix_deliveries_subject")
        batch_op.drop_index(
            "ix_deliveries_stale",
            sqlite_where=sa.text("state = 'sent' AND (revision > shown OR pin IN ('wanted', 'unwanted'))"),
            postgresql_where=sa.text("state = 'sent' AND (revision > shown OR pin IN ('wanted', 'unwanted'))"),
        )
        batch_op.drop_index(
            "ix_deliveries_sending",
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )
        batch_op.drop_index("ix_deliveries_posted")
        batch_op.drop_index(
            "ix_deliveries_open",
            sqlite_where=sa.text("state IN ('due', 'uncertain', 'sending')"),
            postgresql_where=sa.text("state IN ('due', 'uncertain', 'sending')"),
        )
        batch_op.drop_index("ix_deliveries_member_id")
        batch_op.drop_index(
            "ix_deliveries_failed",
            sqlite_where=sa.text("state = 'failed'"),
            postgresql_where=sa.text("state = 'failed'"),
        )

    op.drop_table("deliveries")
    with op.batch_alter_table("community_roles", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_community_roles_next_digest_at",
            sqlite_where=sa.text("role = 'manager'"),
            postgresql_where=sa.text("role = 'manager'"),
        )
        batch_op.drop_index("ix_community_roles_member_id")

    op.drop_table("community_roles")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_index("ix_comments_thread")
        batch_op.drop_index("ix_comments_subject")
        batch_op.drop_index("ix_comments_member_id")
        batch_op.drop_index("ix_comments_community_id")

    op.drop_table("comments")
    with op.batch_alter_table("capsules", schema=None) as batch_op:
        batch_op.drop_index("ix_capsules_community_id")
        batch_op.drop_index("ix_capsules_author_id")

    op.drop_table("capsules")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_index("ix_campaigns_created_by")
        batch_op.drop_index("ix_campaigns_community_id")

    op.drop_table("campaigns")
    with op.batch_alter_table("badges", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_badges_refused",
            sqlite_where=sa.text("state = 'refused'"),
            postgresql_where=sa.text("state = 'refused'"),
        )
        batch_op.drop_index("ix_badges_person")
        batch_op.drop_index(
            "ix_badges_next_at",
            sqlite_where=sa.text("state IN ('wanted', 'giving', 'unwanted')"),
            postgresql_where=sa.text("state IN ('wanted', 'giving', 'unwanted')"),
        )
        batch_op.drop_index("ix_badges_member_id")

    op.drop_table("badges")
    with op.batch_alter_table("ambassadors", schema=None) as batch_op:
        batch_op.drop_index("ix_ambassadors_next_at")
        batch_op.drop_index("ix_ambassadors_member_id")

    op.drop_table("ambassadors")
    op.drop_table("review_choices")
    with op.batch_alter_table("proposal_drafts", schema=None) as batch_op:
        batch_op.drop_index("ix_proposal_drafts_member_id")
        batch_op.drop_index("ix_proposal_drafts_created_at")
        batch_op.drop_index("ix_proposal_drafts_author")

    op.drop_table("proposal_drafts")
    op.drop_table("mutes")
    with op.batch_alter_table("intentions", schema=None) as batch_op:
        batch_op.drop_index("ix_intentions_respondent")

    op.drop_table("intentions")
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_files_until", sqlite_where=sa.text("until IS NOT NULL"), postgresql_where=sa.text("until IS NOT NULL")
        )
        batch_op.drop_index("ix_files_member_id")

    op.drop_table("files")
    with op.batch_alter_table("erasures", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_erasures_unfinished",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )

    op.drop_table("erasures")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index("ix_consents_subject")
        batch_op.drop_index("ix_consents_respondent")
        batch_op.drop_index("ix_consents_member_id")

    op.drop_table("consents")
    with op.batch_alter_table("communities", schema=None) as batch_op:
        batch_op.drop_index("ix_communities_month_at")
        batch_op.drop_index("ix_communities_channel")

    op.drop_table("communities")
    with op.batch_alter_table("code_tries", schema=None) as batch_op:
        batch_op.drop_index("ix_code_tries_tried_at")
        batch_op.drop_index("ix_code_tries_member_id")

    op.drop_table("code_tries")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index("ix_members_refreshed_at")

    op.drop_table("members")
    with op.batch_alter_table("lanes", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_lanes_due_at",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    op.drop_table("lanes")
    op.drop_table("courses")
    op.drop_table("workspaces")
    op.drop_table("seal_keys")
    op.drop_table("known_words")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_done_at")

    op.drop_table("inbox")
    op.drop_table("budgets")
