namespace Social.ServiceDefaults.Errors;

/// <summary>Every way a call can be refused. Anything else is a bug and its text never leaves the process.</summary>
public enum Fault
{
    /// <summary>The request cannot be read at all (400).</summary>
    Malformed,

    /// <summary>No valid token (401).</summary>
    Unauthenticated,

    /// <summary>Visible to the caller, but not theirs to do (403).</summary>
    Forbidden,

    /// <summary>Not there, or not the caller's to see (404).</summary>
    NotFound,

    /// <summary>Contradicts what is there (409).</summary>
    Conflict,

    /// <summary>More bytes or pixels than allowed (413).</summary>
    TooLarge,

    /// <summary>A kind of file that is not taken (415).</summary>
    UnsupportedMedia,

    /// <summary>Readable, but a field breaks a rule (422).</summary>
    Invalid,

    /// <summary>Too many calls; later they go through (429).</summary>
    TooMany,

    /// <summary>A dependency of this call is unavailable (503).</summary>
    Unavailable,
}
