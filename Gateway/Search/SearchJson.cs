using System.Text.Json.Serialization;
using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.Gateway.Profiles;
using Social.Gateway.Questions;

namespace Social.Gateway.Search;

/// <summary>What was found, a page for each kind that was asked for; the others are absent.</summary>
/// <param name="People">By the beginning of their names, then by similarity.</param>
/// <param name="Posts">With the words, or those parts of addresses, newest first.</param>
/// <param name="Questions">With the words, the best match first.</param>
/// <param name="Tags">That begin so, those with the most posts first; one page, without a next.</param>
public sealed partial record SearchJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Page<ProfileJson>? People,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Page<PostJson>? Posts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Page<QuestionJson>? Questions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Page<TagJson>? Tags
);

/// <summary>A hashtag.</summary>
/// <param name="Tag">As one of the posts writes it, without the #.</param>
/// <param name="Posts">How many posts with it the caller may see.</param>
public sealed partial record TagJson(string Tag, int Posts);
