using Social.Contracts;
using Social.Feeds.Events;
using Social.Messaging;

namespace Social.Feeds.Notifications;

static class QuestionEvents
{
    /// <summary>What happens to questions, of which people are told.</summary>
    public static EventsBuilder AddQuestions(this EventsBuilder events) =>
        events
            .Handle<QuestionAsked, OnQuestionAsked>(Topics.Questions)
            .Handle<QuestionDeleted, OnQuestionDeleted>(Topics.Questions)
            .Handle<AnswerPosted, OnAnswerPosted>(Topics.Questions)
            .Handle<AnswerDeleted, OnAnswerDeleted>(Topics.Questions)
            .Handle<AnswerAccepted, OnAnswerAccepted>(Topics.Questions)
            .Handle<AnswerUnaccepted, OnAnswerAccepted>(Topics.Questions)
            .Handle<QuestionCommented, OnQuestionCommented>(Topics.Questions)
            .Handle<QuestionCommentDeleted, OnQuestionCommented>(Topics.Questions)
            .Handle<Voted, OnVoted>(Topics.Questions);
}
