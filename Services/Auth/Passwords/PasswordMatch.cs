namespace Social.Auth.Passwords;

/// <summary>How a password compares with a stored hash.</summary>
public enum PasswordMatch
{
    Wrong,

    /// <summary>It is right, and its hash should be made again: it was made with fewer rounds or of a password as it was typed.</summary>
    Outdated,
    Right,
}
