using System.Globalization;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Rendering;

/// <summary>Takes so many characters and refuses more, so that a short source cannot fill the memory.</summary>
sealed class BoundedWriter(int max) : StringWriter(CultureInfo.InvariantCulture)
{
    public override void Write(char value)
    {
        EnsureRoom(1);
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        EnsureRoom(count);
        base.Write(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        EnsureRoom(buffer.Length);
        base.Write(buffer);
    }

    public override void Write(string? value)
    {
        EnsureRoom(value?.Length ?? 0);
        base.Write(value);
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field body.</exception>
    void EnsureRoom(int more)
    {
        if (GetStringBuilder().Length + more > max)
            throw new FaultException(
                Fault.Invalid,
                "body",
                $"This is too much to show, more than {max:N0} characters of HTML: use fewer links and tables."
            );
    }
}
