namespace Social.Seed;

/// <summary>Seeding cannot begin or go on; the message says why and what to do, in a sentence for people.</summary>
public sealed class SeedException(string message) : Exception(message);
