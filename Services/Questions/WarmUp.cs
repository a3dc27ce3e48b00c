using Social.Contracts;
using Social.Questions.Api;
using Social.Questions.Data;
using Social.ServiceDefaults.Discovery;

namespace Social.Questions;

/// <summary>Somebody asks, and somebody else answers, comments and votes: see <see cref="WarmUpCalls"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) =>
        builder.AddWarmUpCalls<QuestionsDbContext>(MakeAsync);

    static async Task MakeAsync(WarmUpCalls calls)
    {
        var (asker, reader) = (WarmUpCalls.NewPerson(), WarmUpCalls.NewPerson());
        var (questions, answers) = (calls.Api<QuestionApi>(), calls.Api<AnswerApi>());
        var ask = new AskQuestionRequest { Title = "Is everything warm by now?", Body = "`warm`" };
        // Of its own, since a tag's row stays locked meanwhile.
        ask.Tags.Add($"w{asker:N}"[..30]);
        var question = (await questions.AskQuestion(ask, calls.By(asker))).Question.Id;
        var answer = await answers.PostAnswer(new() { QuestionId = question, Body = "Nearly." }, calls.By(reader));
        await answers.Vote(new() { AnswerId = answer.Id, Value = 1 }, calls.By(asker));
        await answers.Vote(new() { QuestionId = question, Value = 1 }, calls.By(reader));
        await answers.AddQuestionComment(new() { QuestionId = question, Text = "Let us see." }, calls.By(reader));
        await answers.AcceptAnswer(new() { Id = answer.Id, Accept = true }, calls.By(asker));
        foreach (var sort in Enum.GetValues<QuestionSort>())
            await questions.ListQuestions(new() { Sort = sort, Limit = 1 }, calls.By(reader));
        await questions.GetQuestion(new() { Id = question }, calls.By(asker));
        await questions.GetReputations(new() { UserIds = { asker.ToString() } }, calls.By(reader));
    }
}
