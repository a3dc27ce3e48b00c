using System.Globalization;
using Social.ServiceDefaults.Texts;

namespace Social.Auth.Passwords;

/// <summary>
/// The form in which a password is compared: the profile OpaqueString of RFC 8265. One keyboard writes "é" as one character and another as
/// two, and there are many spaces; case and width stay as they are.
/// </summary>
public static class OpaqueString
{
    public static string Prepare(string password) =>
        NormalForm.Compose(
            string.Concat(password.Select(c => c > '\x7f' && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator ? ' ' : c))
        );
}
