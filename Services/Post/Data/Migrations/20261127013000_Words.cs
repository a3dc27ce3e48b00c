using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace Social.Posts.Data.Migrations
{
    /// <inheritdoc />
    public partial class Words : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_posts_text",
                table: "posts");

            migrationBuilder.AlterColumn<string>(
                name: "text",
                table: "posts",
                type: "character varying(17600)",
                maxLength: 17600,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(2200)",
                oldMaxLength: 2200);

            migrationBuilder.AlterColumn<string>(
                name: "text",
                table: "revisions",
                type: "character varying(17600)",
                maxLength: 17600,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(2200)",
                oldMaxLength: 2200);

            migrationBuilder.AlterColumn<string>(
                name: "text",
                table: "comments",
                type: "character varying(8000)",
                maxLength: 8000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(1000)",
                oldMaxLength: 1000);

            migrationBuilder.AlterColumn<string>(
                name: "alt",
                table: "images",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(500)",
                oldMaxLength: 500);

            migrationBuilder.AlterColumn<string>(
                name: "caption",
                table: "stories",
                type: "character varying(1600)",
                maxLength: 1600,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200);

            migrationBuilder.AlterColumn<string>(
                name: "tag",
                table: "tags",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(50)",
                oldMaxLength: 50,
                oldCollation: "C");

            migrationBuilder.AddColumn<string>(
                name: "spelling",
                table: "tags",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.CreateTable(
                name: "post_words",
                columns: table => new
                {
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_post_words", x => x.post_id);
                    table.ForeignKey(
                        name: "fk_post_words_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_post_words_words",
                table: "post_words",
                column: "words")
                .Annotation("Npgsql:IndexMethod", "gin");

            // Tags as CaseFolding folds them; those without a letter are none any more. Of two that became one the first stays.
            migrationBuilder.Sql(
                """
                create temporary table folded_tags on commit drop as
                select distinct on (key, post_id) key, tag as spelling, post_id, author_id
                from (
                    select replace(normalize(casefold(tag collate "pg_unicode_fast"), NFC), U&'i\0307', 'i') as key, tag, post_id, author_id
                    from tags
                    where tag !~ '^[0-9_]+$'
                ) as folded
                order by key, post_id, tag
                """
            );
            migrationBuilder.Sql("delete from tags");
            migrationBuilder.Sql(
                "insert into tags (tag, spelling, post_id, author_id) select key, spelling, post_id, author_id from folded_tags"
            );
            // The words of before as PostgreSQL finds them; addresses and scripts without spaces are taken apart when a post is edited.
            migrationBuilder.Sql(
                """
                insert into post_words (post_id, words)
                select id, to_tsvector('simple', casefold(normalize(text, NFC) collate "pg_unicode_fast"))
                from posts
                where deleted_at is null
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "post_words");

            migrationBuilder.DropColumn(
                name: "spelling",
                table: "tags");

            migrationBuilder.AlterColumn<string>(
                name: "text",
                table: "posts",
                type: "character varying(2200)",
                maxLength: 2200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(17600)",
                oldMaxLength: 17600);

            migrationBuilder.AlterColumn<string>(
                name: "text",
                table: "revisions",
                type: "character varying(2200)",
                maxLength: 2200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(17600)",
                oldMaxLength: 17600);

            migrationBuilder.AlterColumn<string>(
                name: "text",
                table: "comments",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(8000)",
                oldMaxLength: 8000);

            migrationBuilder.AlterColumn<string>(
                name: "alt",
                table: "images",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(4000)",
                oldMaxLength: 4000);

            migrationBuilder.AlterColumn<string>(
                name: "caption",
                table: "stories",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(1600)",
                oldMaxLength: 1600);

            migrationBuilder.AlterColumn<string>(
                name: "tag",
                table: "tags",
                type: "character varying(50)",
                maxLength: 50,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200,
                oldCollation: "C");

            migrationBuilder.CreateIndex(
                name: "ix_posts_text",
                table: "posts",
                column: "text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:TsVectorConfig", "simple");
        }
    }
}
