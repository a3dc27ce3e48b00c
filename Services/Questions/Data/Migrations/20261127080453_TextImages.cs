using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Questions.Data.Migrations
{
    /// <inheritdoc />
    public partial class TextImages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "text_images",
                columns: table => new
                {
                    media_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text_id = table.Column<Guid>(type: "uuid", nullable: false),
                    question_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_text_images", x => new { x.media_id, x.text_id });
                    table.ForeignKey(
                        name: "fk_text_images_questions_question_id",
                        column: x => x.question_id,
                        principalTable: "questions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_text_images_question_id",
                table: "text_images",
                column: "question_id");

            migrationBuilder.CreateIndex(
                name: "ix_text_images_text_id",
                table: "text_images",
                column: "text_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "text_images");
        }
    }
}
