using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Posts.Data.Migrations
{
    /// <inheritdoc />
    public partial class LeavingPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_posts_author_id_id",
                table: "posts");

            migrationBuilder.CreateIndex(
                name: "IX_posts_author_id_id",
                table: "posts",
                columns: new[] { "author_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_media_owner_id",
                table: "media",
                column: "owner_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_posts_author_id_id",
                table: "posts");

            migrationBuilder.DropIndex(
                name: "IX_media_owner_id",
                table: "media");

            migrationBuilder.CreateIndex(
                name: "IX_posts_author_id_id",
                table: "posts",
                columns: new[] { "author_id", "id" },
                filter: "deleted_at is null");
        }
    }
}
