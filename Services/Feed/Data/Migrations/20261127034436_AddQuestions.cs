using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Feeds.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddQuestions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "questions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_questions", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_questions_author_id",
                table: "questions",
                column: "author_id");

            // As before, and nobody about a question whose asker is hidden from the recipient.
            migrationBuilder.Sql(
                """
                create or replace view shown_actors as
                select a.* from actors a
                join notifications n on n.id = a.notification_id
                where not exists (select from hidden h where h.viewer_id = n.recipient_id and h.hidden_id = a.actor_id)
                    and not exists (
                        select from posts p
                        join hidden h on h.viewer_id = n.recipient_id and h.hidden_id = p.author_id
                        where p.id = n.post_id
                    )
                    and not exists (
                        select from questions q
                        join hidden h on h.viewer_id = n.recipient_id and h.hidden_id = q.author_id
                        where q.id = n.post_id
                    )
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                create or replace view shown_actors as
                select a.* from actors a
                join notifications n on n.id = a.notification_id
                where not exists (select from hidden h where h.viewer_id = n.recipient_id and h.hidden_id = a.actor_id)
                    and not exists (
                        select from posts p
                        join hidden h on h.viewer_id = n.recipient_id and h.hidden_id = p.author_id
                        where p.id = n.post_id
                    )
                """
            );

            migrationBuilder.DropTable(
                name: "questions");
        }
    }
}
