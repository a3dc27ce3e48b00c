using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Tests.ServiceDefaults;

public sealed class KeyCursorTests
{
    static readonly Guid Id = Guid.CreateVersion7();

    [Fact]
    public void Cursor_is_read_as_it_was_written_and_not_by_another_order()
    {
        Assert.Null(KeyCursor.Read(1, ""));
        Assert.Equal((-7, Id), KeyCursor.Read(1, KeyCursor.After(1, -7, Id)));
        var time = DateTimeOffset.UtcNow;
        Assert.Equal((time, Id), TimeCursor.Read(TimeCursor.After(time, Id)));
        foreach (var wrong in (string[])[KeyCursor.After(2, -7, Id), TimeCursor.After(time, Id), "AAAA", "no cursor"])
            Assert.Equal(Fault.Malformed, Assert.Throws<FaultException>(() => KeyCursor.Read(1, wrong)).Fault);
        Assert.Throws<FaultException>(() => TimeCursor.Read(KeyCursor.After([], -1, Id)));
    }
}
