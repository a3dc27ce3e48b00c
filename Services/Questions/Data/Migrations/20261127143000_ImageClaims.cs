using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Questions.Data.Migrations
{
    /// <inheritdoc />
    public partial class ImageClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "image_claims",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    media_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_image_claims", x => new { x.id, x.media_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_image_claims_media_id",
                table: "image_claims",
                column: "media_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "image_claims");
        }
    }
}
