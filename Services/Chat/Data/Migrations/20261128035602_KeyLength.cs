using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Chats.Data.Migrations
{
    /// <inheritdoc />
    public partial class KeyLength : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Remembered for a day only, and no caller may send such a key any more.
            migrationBuilder.Sql("delete from idempotency_records where length(key) > 100");
            migrationBuilder.AlterColumn<string>(
                name: "key",
                table: "idempotency_records",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "key",
                table: "idempotency_records",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(100)",
                oldMaxLength: 100);
        }
    }
}
