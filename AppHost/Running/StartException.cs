namespace Social.AppHost.Running;

/// <summary>The system cannot start, for a reason that whoever started it can remove. The message is one sentence that says how.</summary>
public sealed class StartException(string message) : Exception(message);
