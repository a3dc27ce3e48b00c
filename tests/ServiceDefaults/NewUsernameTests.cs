using Social.ServiceDefaults;

namespace Social.Tests.ServiceDefaults;

public sealed class NewUsernameTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("a.b")]
    [InlineData("a_b.c_d.e")]
    [InlineData("___")]
    [InlineData("012345678901234567890123456789")]
    public void A_name_by_the_rule_is_given_out(string name) => Assert.Null(NewUsername.Error(name));

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("0123456789012345678901234567890")]
    [InlineData(".abc")]
    [InlineData("abc.")]
    [InlineData("a..b")]
    [InlineData("...")]
    [InlineData("Abc")]
    [InlineData("abc\n")]
    [InlineData("ab c")]
    [InlineData("ab-c")]
    [InlineData("\u00e4bc")]
    public void Another_one_is_refused(string name) => Assert.Equal(NewUsername.Rule, NewUsername.Error(name));

    [Theory]
    [InlineData("admin")]
    [InlineData("settings")]
    [InlineData("api")]
    [InlineData("support")]
    [InlineData("null")]
    public void A_reserved_one_is_refused(string name) => Assert.Equal(NewUsername.ReservedRule, NewUsername.Error(name));
}
