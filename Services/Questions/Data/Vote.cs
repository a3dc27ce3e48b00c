using Microsoft.EntityFrameworkCore;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Data;

/// <summary>That somebody finds a question or an answer good or bad. No vote is no row.</summary>
public sealed class Vote
{
    /// <summary>The question or the answer.</summary>
    public Guid TargetId { get; init; }
    public Guid VoterId { get; init; }
    public Guid QuestionId { get; init; }

    /// <summary>1 or -1.</summary>
    public short Value { get; init; }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field value.</exception>
    public static short ValidateValue(int value) =>
        value is >= -1 and <= 1 ? (short)value : throw new FaultException(Fault.Invalid, "value", "A vote is -1, 0 or 1.");

    internal static void Map(ModelBuilder model) =>
        model.Entity<Vote>(vote =>
        {
            vote.ToTable("votes").HasKey(v => new { v.TargetId, v.VoterId });
            vote.HasIndex(v => v.VoterId);
            vote.HasIndex(v => v.QuestionId);
            vote.HasOne<Question>().WithMany().HasForeignKey(v => v.QuestionId);
        });
}
