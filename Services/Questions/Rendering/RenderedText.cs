namespace Social.Questions.Rendering;

/// <summary>A text in CommonMark and what became of it.</summary>
/// <param name="Source">As it was written.</param>
/// <param name="Html">Safe to show as it is.</param>
/// <param name="Plain">Without any marks, for excerpts and searching.</param>
/// <param name="Prose">Without code, in which nobody is mentioned.</param>
/// <param name="Images">The ids of the images it shows.</param>
public sealed record RenderedText(string Source, string Html, string Plain, string Prose, Guid[] Images);
