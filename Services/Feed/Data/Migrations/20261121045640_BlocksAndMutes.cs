using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Feeds.Data.Migrations
{
    /// <inheritdoc />
    public partial class BlocksAndMutes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "blocks",
                columns: table => new
                {
                    blocker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    blocked_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_blocks", x => new { x.blocker_id, x.blocked_id });
                });

            migrationBuilder.CreateTable(
                name: "mutes",
                columns: table => new
                {
                    muter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    muted_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mutes", x => new { x.muter_id, x.muted_id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_blocks_blocked_id_blocker_id",
                table: "blocks",
                columns: new[] { "blocked_id", "blocker_id" });

            migrationBuilder.CreateIndex(
                name: "IX_mutes_muted_id",
                table: "mutes",
                column: "muted_id");

            // Whom a person's feed and notifications leave out: blocks in both directions, and whom they muted.
            migrationBuilder.Sql(
                """
                create view hidden (who, whom) as
                select blocker_id, blocked_id from blocks
                union all select blocked_id, blocker_id from blocks
                union all select muter_id, muted_id from mutes
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop view hidden");

            migrationBuilder.DropTable(
                name: "blocks");

            migrationBuilder.DropTable(
                name: "mutes");
        }
    }
}
