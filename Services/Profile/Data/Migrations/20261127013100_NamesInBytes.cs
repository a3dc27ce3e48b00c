using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Profiles.Data.Migrations
{
    /// <inheritdoc />
    public partial class NamesInBytes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The columns made of the name hold its type.
            migrationBuilder.Sql("alter table profiles drop column search_name, drop column search_text");
            migrationBuilder.AlterColumn<string>(
                name: "display_name",
                table: "profiles",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(50)",
                oldMaxLength: 50);

            migrationBuilder.AlterColumn<string>(
                name: "bio",
                table: "profiles",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(500)",
                oldMaxLength: 500);

            migrationBuilder.AlterColumn<string>(
                name: "display_name",
                table: "reservations",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(50)",
                oldMaxLength: 50);

            migrationBuilder.Sql(
                """
                alter table profiles
                    add column search_name text collate "C" generated always as (fold(display_name)) stored,
                    add column search_text text collate "C" generated always as (fold(username || ' ' || display_name)) stored
                """
            );
            migrationBuilder.Sql("create index ix_profiles_search_name on profiles (search_name)");
            migrationBuilder.Sql("create index ix_profiles_search_text on profiles using gin (search_text gin_trgm_ops)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // The columns made of the name hold its type.
            migrationBuilder.Sql("alter table profiles drop column search_name, drop column search_text");
            migrationBuilder.AlterColumn<string>(
                name: "display_name",
                table: "profiles",
                type: "character varying(50)",
                maxLength: 50,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400);

            migrationBuilder.AlterColumn<string>(
                name: "bio",
                table: "profiles",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(4000)",
                oldMaxLength: 4000);

            migrationBuilder.AlterColumn<string>(
                name: "display_name",
                table: "reservations",
                type: "character varying(50)",
                maxLength: 50,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400);

            migrationBuilder.Sql(
                """
                alter table profiles
                    add column search_name text collate "C" generated always as (fold(display_name)) stored,
                    add column search_text text collate "C" generated always as (fold(username || ' ' || display_name)) stored
                """
            );
            migrationBuilder.Sql("create index ix_profiles_search_name on profiles (search_name)");
            migrationBuilder.Sql("create index ix_profiles_search_text on profiles using gin (search_text gin_trgm_ops)");
        }
    }
}
