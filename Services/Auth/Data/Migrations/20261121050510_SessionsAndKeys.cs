using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Auth.Data.Migrations
{
    /// <inheritdoc />
    public partial class SessionsAndKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_sessions_account_id",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "IX_sessions_revoked_at",
                table: "sessions");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "signs_from",
                table: "signing_keys",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.Sql("update signing_keys set signs_from = created_at;");

            migrationBuilder.AddColumn<byte[]>(
                name: "name",
                table: "attempts",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ended_sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ended_sessions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "known_addresses",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<byte[]>(type: "bytea", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_known_addresses", x => new { x.account_id, x.address });
                    table.ForeignKey(
                        name: "FK_known_addresses_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_sessions_account_id_id",
                table: "sessions",
                columns: new[] { "account_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_registrations_user_id",
                table: "registrations",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_attempts_name",
                table: "attempts",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "IX_ended_sessions_ended_at",
                table: "ended_sessions",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "IX_known_addresses_last_at",
                table: "known_addresses",
                column: "last_at");

            migrationBuilder.Sql(
                """
                insert into ended_sessions (id, ended_at) select id, revoked_at from sessions where revoked_at is not null;
                delete from sessions where revoked_at is not null;
                """);

            migrationBuilder.DropColumn(
                name: "revoked_at",
                table: "sessions");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ended_sessions");

            migrationBuilder.DropTable(
                name: "known_addresses");

            migrationBuilder.DropIndex(
                name: "IX_sessions_account_id_id",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "IX_registrations_user_id",
                table: "registrations");

            migrationBuilder.DropIndex(
                name: "IX_attempts_name",
                table: "attempts");

            migrationBuilder.DropColumn(
                name: "signs_from",
                table: "signing_keys");

            migrationBuilder.DropColumn(
                name: "name",
                table: "attempts");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "revoked_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_sessions_account_id",
                table: "sessions",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_revoked_at",
                table: "sessions",
                column: "revoked_at",
                filter: "revoked_at is not null");
        }
    }
}
