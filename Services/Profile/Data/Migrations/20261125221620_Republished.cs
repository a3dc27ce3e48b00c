using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Profiles.Data.Migrations
{
    /// <inheritdoc />
    public partial class Republished : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "republished",
                table: "outbox",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "republished",
                table: "outbox");
        }
    }
}
