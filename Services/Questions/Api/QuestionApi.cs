using Grpc.Core;
using Social.Contracts;
using Social.Questions.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;

namespace Social.Questions.Api;

/// <summary>Questions. One partial file for each subject.</summary>
public sealed partial class QuestionApi(
    QuestionsDbContext db,
    QuestionLists lists,
    QuestionDetails details,
    MentionLookup mentions,
    ImageLookup images,
    ViewCounter views,
    TimeProvider clock
) : QuestionService.QuestionServiceBase
{
    DateTimeOffset Now => clock.GetUtcNow().ToMicroseconds();

    /// <exception cref="Social.ServiceDefaults.Errors.FaultException">By the list.</exception>
    public override Task<QuestionPage> ListQuestions(ListQuestionsRequest request, ServerCallContext context) =>
        lists.ListAsync(request, context.CallerId(), context.CancellationToken);

    /// <inheritdoc cref="ListQuestions"/>
    public override Task<FoundPage> SearchQuestions(SearchQuestionsRequest request, ServerCallContext context) =>
        lists.SearchAsync(request, context.CallerId(), context.CancellationToken);

    /// <inheritdoc cref="ListQuestions"/>
    public override Task<QuestionList> ListSimilar(ListSimilarRequest request, ServerCallContext context) =>
        lists.SimilarAsync(request, context.CallerId(), context.CancellationToken);

    /// <inheritdoc cref="ListQuestions"/>
    public override Task<QuestionList> ListRelated(ListRelatedRequest request, ServerCallContext context) =>
        lists.RelatedAsync(Ids.Question(request.Id), request.Limit, context.CallerId(), context.CancellationToken);
}
