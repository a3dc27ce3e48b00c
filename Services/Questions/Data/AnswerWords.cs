using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using Social.Questions.Rendering;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Data;

/// <summary>The words of an answer, for searching. Apart from the answer, so that none of them is read with it.</summary>
public sealed class AnswerWords
{
    public Guid AnswerId { get; init; }
    public required NpgsqlTsVector Words { get; init; }

    internal static void Map(ModelBuilder model) =>
        model.Entity<AnswerWords>(words =>
        {
            words.ToTable("answer_words").HasKey(w => w.AnswerId);
            words.HasIndex(w => w.Words).AsGin();
            words.HasOne<Answer>().WithOne().HasForeignKey<AnswerWords>(w => w.AnswerId);
        });
}

static class AnswerWordsExtensions
{
    /// <summary>Makes a stored answer found by its words, and by no others.</summary>
    public static Task StoreWordsAsync(this QuestionsDbContext db, Answer answer, RenderedText body, CancellationToken stop) =>
        db.StoreWordsAsync(answer.Id, body.Plain, stop);

    public static Task StoreWordsAsync(this QuestionsDbContext db, Guid answer, string plain, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into answer_words (answer_id, words) values ({answer}, {SearchWords.Vector(plain)}::tsvector)
            on conflict (answer_id) do update set words = excluded.words
            """,
            stop
        );
}
