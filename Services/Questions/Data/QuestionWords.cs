using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Data;

/// <summary>The words of a question, for searching: of title and tags with weight A, of the body with D. Apart from the question, so that none of
/// them is read with it.</summary>
public sealed class QuestionWords
{
    public Guid QuestionId { get; init; }
    public required NpgsqlTsVector Words { get; init; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<QuestionWords>(words =>
        {
            words.ToTable("question_words").HasKey(w => w.QuestionId);
            words.HasIndex(w => w.Words).AsGin();
            words.HasOne<Question>().WithOne().HasForeignKey<QuestionWords>(w => w.QuestionId);
        });
}

/// <summary>A question that matches, and how well.</summary>
sealed class Match
{
    public Guid Id { get; init; }
    public float Rank { get; init; }

    /// <summary>The answer that matched best, where the question itself did not.</summary>
    public Guid? AnswerId { get; init; }
}

static class QuestionWordsExtensions
{
    /// <summary>Makes a stored question found by its words, and by no others.</summary>
    public static Task StoreWordsAsync(this QuestionsDbContext db, Guid question, QuestionText text, CancellationToken stop)
    {
        var title = SearchWords.Vector($"{text.Title}\n{string.Join('\n', text.Tags)}");
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into question_words (question_id, words)
            values ({question}, setweight({title}::tsvector, 'A') || {SearchWords.Vector(text.Body.Plain)}::tsvector)
            on conflict (question_id) do update set words = excluded.words
            """,
            stop
        );
    }

    /// <summary>
    /// Those with the words of a tsquery, in themselves or in an answer that this person may read. However well an answer matches, its question
    /// stands behind all that match themselves.
    /// </summary>
    public static IQueryable<Match> MatchingWithAnswers(this QuestionsDbContext db, string query, Guid reader) =>
        db.Database.SqlQuery<Match>(
            $"""
            select id, max(rank) as rank, (array_agg(answer_id order by rank desc))[1] as answer_id
            from (
                select question_id as id, ts_rank(words, {query}::tsquery) as rank, null::uuid as answer_id
                from question_words where words @@ {query}::tsquery
                union all
                select a.question_id, (ts_rank(w.words, {query}::tsquery) / 1000000)::real, a.id
                from answer_words w join answers a on a.id = w.answer_id
                where w.words @@ {query}::tsquery and not exists (
                    select from blocks b
                    where (b.blocker_id = {reader} and b.blocked_id = a.author_id) or (b.blocked_id = {reader} and b.blocker_id = a.author_id)
                )
            ) as found
            group by id
            """
        );

    /// <summary>Those with the words of a tsquery.</summary>
    public static IQueryable<Match> Matching(this QuestionsDbContext db, string query) =>
        db.Database.SqlQuery<Match>(
            $"""
            select question_id as id, ts_rank(words, {query}::tsquery) as rank, null::uuid as answer_id from question_words
            where words @@ {query}::tsquery
            """
        );

    /// <summary>Those with a word of the title or the tags of another one in theirs.</summary>
    public static IQueryable<Match> RelatedTo(this QuestionsDbContext db, Guid question) =>
        db.Database.SqlQuery<Match>(
            $"""
            select w.question_id as id, ts_rank(w.words, asked.query) as rank, null::uuid as answer_id
            from (
                select array_to_string(array(
                    select '''' || lexeme || ''':A' from unnest(ts_filter(words, array['a']::"char"[]))
                    where lexeme !~ '^[a-z0-9][a-z0-9]?$' and lexeme <> all ({SearchWords.CommonWords})
                ), ' | ')::tsquery as query
                from question_words where question_id = {question}
            ) as asked
            join question_words w on w.words @@ asked.query and w.question_id <> {question}
            """
        );
}
