using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Profiles.Data.Migrations
{
    /// <inheritdoc />
    public partial class Relations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            // Names as they are searched: without capitals, accents and compatibility forms, by Unicode's rules whatever the server's locale.
            migrationBuilder.Sql(
                """
                create function fold(name text) returns text language sql immutable strict parallel safe
                return regexp_replace(normalize(lower(name collate "pg_c_utf8"), NFKD), '[\u0300-\u036f]', '', 'g')
                """
            );

            migrationBuilder.AlterColumn<string>(
                name: "search_name",
                table: "profiles",
                type: "text",
                nullable: true,
                computedColumnSql: "fold(display_name)",
                stored: true,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldComputedColumnSql: "lower(display_name)",
                oldStored: true,
                oldCollation: "C");

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "profiles",
                type: "text",
                nullable: true,
                computedColumnSql: "fold(username || ' ' || display_name)",
                stored: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "blocks",
                columns: table => new
                {
                    blocker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    blocked_id = table.Column<Guid>(type: "uuid", nullable: false),
                    blocked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_blocks", x => new { x.blocker_id, x.blocked_id });
                    table.ForeignKey(
                        name: "FK_blocks_profiles_blocked_id",
                        column: x => x.blocked_id,
                        principalTable: "profiles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_blocks_profiles_blocker_id",
                        column: x => x.blocker_id,
                        principalTable: "profiles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mutes",
                columns: table => new
                {
                    muter_id = table.Column<Guid>(type: "uuid", nullable: false),
                    muted_id = table.Column<Guid>(type: "uuid", nullable: false),
                    muted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mutes", x => new { x.muter_id, x.muted_id });
                    table.ForeignKey(
                        name: "FK_mutes_profiles_muted_id",
                        column: x => x.muted_id,
                        principalTable: "profiles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_mutes_profiles_muter_id",
                        column: x => x.muter_id,
                        principalTable: "profiles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_reservations_user_id",
                table: "reservations",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_profiles_search_text",
                table: "profiles",
                column: "search_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            // Who has a word like the folded text. The threshold is what two letters that changed places in a word of five leave.
            migrationBuilder.Sql(
                """
                create function people_alike(asked text) returns table (id uuid, username varchar, rank real)
                language sql stable set pg_trgm.strict_word_similarity_threshold = 0.2 as
                $$
                    select id, username, strict_word_similarity(asked, search_text) from profiles
                    where length(asked) > 1 and search_text %>> asked
                $$
                """
            );

            migrationBuilder.CreateIndex(
                name: "IX_blocks_blocked_id",
                table: "blocks",
                column: "blocked_id");

            migrationBuilder.CreateIndex(
                name: "IX_mutes_muted_id",
                table: "mutes",
                column: "muted_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop function people_alike");

            migrationBuilder.DropTable(
                name: "blocks");

            migrationBuilder.DropTable(
                name: "mutes");

            migrationBuilder.DropIndex(
                name: "IX_reservations_user_id",
                table: "reservations");

            migrationBuilder.DropIndex(
                name: "IX_profiles_search_text",
                table: "profiles");

            migrationBuilder.DropColumn(
                name: "search_text",
                table: "profiles");

            migrationBuilder.AlterDatabase()
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.AlterColumn<string>(
                name: "search_name",
                table: "profiles",
                type: "text",
                nullable: true,
                computedColumnSql: "lower(display_name)",
                stored: true,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true,
                oldComputedColumnSql: "fold(display_name)",
                oldStored: true,
                oldCollation: "C");

            migrationBuilder.Sql("drop function fold");
        }
    }
}
