using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Social.Posts.Data.Migrations
{
    /// <inheritdoc />
    public partial class GinWithoutPending : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // In place: what is pending is added now, and nothing is built anew.
            migrationBuilder.Sql("alter index ix_posts_mention_ids set (fastupdate = off)");
            migrationBuilder.Sql("select gin_clean_pending_list('ix_posts_mention_ids')");
            migrationBuilder.Sql("alter index ix_post_words_words set (fastupdate = off)");
            migrationBuilder.Sql("select gin_clean_pending_list('ix_post_words_words')");
            migrationBuilder.Sql("alter index ix_comments_mention_ids set (fastupdate = off)");
            migrationBuilder.Sql("select gin_clean_pending_list('ix_comments_mention_ids')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("alter index ix_posts_mention_ids reset (fastupdate)");
            migrationBuilder.Sql("alter index ix_post_words_words reset (fastupdate)");
            migrationBuilder.Sql("alter index ix_comments_mention_ids reset (fastupdate)");
        }
    }
}
