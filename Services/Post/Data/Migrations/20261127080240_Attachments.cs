using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Posts.Data.Migrations
{
    /// <inheritdoc />
    public partial class Attachments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "owner_id",
                table: "media",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<byte[]>(
                name: "hash",
                table: "media",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "height",
                table: "media",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "width",
                table: "media",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "hash",
                table: "media");

            migrationBuilder.DropColumn(
                name: "height",
                table: "media");

            migrationBuilder.DropColumn(
                name: "width",
                table: "media");

            migrationBuilder.AlterColumn<Guid>(
                name: "owner_id",
                table: "media",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
