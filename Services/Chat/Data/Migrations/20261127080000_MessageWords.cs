using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace Social.Chats.Data.Migrations
{
    /// <inheritdoc />
    public partial class MessageWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_text",
                table: "messages");

            migrationBuilder.CreateTable(
                name: "message_words",
                columns: table => new
                {
                    room_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_words", x => new { x.room_id, x.message_id });
                    table.ForeignKey(
                        name: "fk_message_words_messages_room_id_message_id",
                        columns: x => new { x.room_id, x.message_id },
                        principalTable: "messages",
                        principalColumns: new[] { "room_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "unindexed_messages",
                columns: table => new
                {
                    room_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unindexed_messages", x => new { x.room_id, x.message_id });
                    table.ForeignKey(
                        name: "fk_unindexed_messages_messages_room_id_message_id",
                        columns: x => new { x.room_id, x.message_id },
                        principalTable: "messages",
                        principalColumns: new[] { "room_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_message_words_words",
                table: "message_words",
                column: "words")
                .Annotation("Npgsql:IndexMethod", "gin");

            // Their words are made by code: MessageIndexer takes them from this list.
            migrationBuilder.Sql(
                "insert into unindexed_messages (room_id, message_id) select room_id, id from messages where deleted_at is null"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "message_words");

            migrationBuilder.DropTable(
                name: "unindexed_messages");

            migrationBuilder.CreateIndex(
                name: "ix_messages_text",
                table: "messages",
                column: "text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:TsVectorConfig", "simple");
        }
    }
}
