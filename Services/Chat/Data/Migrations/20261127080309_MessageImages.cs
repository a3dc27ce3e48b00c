using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Chats.Data.Migrations
{
    /// <inheritdoc />
    public partial class MessageImages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "image_count",
                table: "messages",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "message_images",
                columns: table => new
                {
                    media_id = table.Column<Guid>(type: "uuid", nullable: false),
                    room_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    alt = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_images", x => x.media_id);
                    table.ForeignKey(
                        name: "fk_message_images_messages_room_id_message_id",
                        columns: x => new { x.room_id, x.message_id },
                        principalTable: "messages",
                        principalColumns: new[] { "room_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_message_images_room_id_message_id_position",
                table: "message_images",
                columns: new[] { "room_id", "message_id", "position" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "message_images");

            migrationBuilder.DropColumn(
                name: "image_count",
                table: "messages");
        }
    }
}
