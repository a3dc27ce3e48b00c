using System.Text.RegularExpressions;
using System.Xml.Linq;
using Social.Tests.Testing;

namespace Social.Tests.Architecture;

public sealed partial class LayoutTests
{
    const int FileCap = 250;

    [Fact]
    public void No_service_references_another()
    {
        var crossing =
            from project in Checkout.Files
            where project.StartsWith("Services/", StringComparison.Ordinal) && project.EndsWith(".csproj", StringComparison.Ordinal)
            from reference in XDocument.Parse(Checkout.Read(project)).Descendants("ProjectReference")
            let to = (string)reference.Attribute("Include")!
            where !Shared().IsMatch(to)
            select $"{project} -> {to}";
        Assert.Empty(crossing);
    }

    [Fact]
    public void Nothing_but_the_AppHost_and_tests_references_the_gateway_or_a_service()
    {
        var crossing =
            from project in Checkout.Files
            where project.EndsWith(".csproj", StringComparison.Ordinal)
            where !project.StartsWith("AppHost/", StringComparison.Ordinal) && !project.StartsWith("tests/", StringComparison.Ordinal)
            from reference in XDocument.Parse(Checkout.Read(project)).Descendants("ProjectReference")
            let to = (string)reference.Attribute("Include")!
            where to.Contains("Services/", StringComparison.Ordinal) || to.Contains("Gateway/", StringComparison.Ordinal)
            select $"{project} -> {to}";
        Assert.Empty(crossing);
    }

    [Fact]
    public void No_file_is_longer_than_two_screens()
    {
        var long_ =
            from file in Checkout.Sources(".cs", ".ts", ".tsx", ".proto", ".css")
            where !file.EndsWith(".g.ts", StringComparison.Ordinal)
            let lines = Checkout.Read(file).Count(c => c == '\n')
            where lines > FileCap
            select $"{file}: {lines} lines";
        Assert.Empty(long_);
    }

    [Fact]
    public void Whoever_publishes_can_tell_its_state_again()
    {
        var mute =
            from file in Checkout.Sources(".cs")
            where file.StartsWith("Services/", StringComparison.Ordinal) && file.EndsWith("/Program.cs", StringComparison.Ordinal)
            let text = Checkout.Read(file)
            where Publishes().IsMatch(text) && !text.Contains(".Republish<", StringComparison.Ordinal)
            // Chat's events notify and remove; nobody keeps a copy of what it stores.
            where file != "Services/Chat/Program.cs"
            select file;
        Assert.Empty(mute);
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        var roots = Checkout
            .Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))
            .ToDictionary(
                f => Path.GetDirectoryName(f)!,
                f =>
                    XDocument.Parse(Checkout.Read(f)).Descendants("RootNamespace").SingleOrDefault()?.Value
                    ?? Path.GetFileNameWithoutExtension(f)
            );
        var elsewhere =
            from file in Checkout.Sources(".cs")
            // The integrations carry the namespaces of the packages that they stand for.
            where !file.StartsWith("integrations/", StringComparison.Ordinal)
            let root = roots.Keys.Where(r => file.StartsWith(r + "/", StringComparison.Ordinal)).MaxBy(r => r.Length)
            where root is not null
            let folder = Path.GetDirectoryName(Path.GetRelativePath(root, file))!
            let expected = folder.Length == 0 ? roots[root] : $"{roots[root]}.{folder.Replace('/', '.')}"
            let declared = Namespace().Match(Checkout.Read(file))
            where declared.Success && declared.Groups[1].Value != expected
            select $"{file}: {declared.Groups[1].Value}, expected {expected}";
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Package_versions_are_kept_in_one_place()
    {
        var loose =
            from project in Checkout.Files
            where project.EndsWith(".csproj", StringComparison.Ordinal)
            from package in XDocument.Parse(Checkout.Read(project)).Descendants("PackageReference")
            where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
            select $"{project}: {package}";
        Assert.Empty(loose);
    }

    [Fact]
    public void A_program_file_is_a_table_of_contents()
    {
        var chapters =
            from file in Checkout.Files
            where Path.GetFileName(file) == "Program.cs" && !file.StartsWith("tests/", StringComparison.Ordinal)
            let lines = Checkout.Read(file).Split('\n').Count(line => !line.StartsWith("using ", StringComparison.Ordinal))
            where lines > 35
            select $"{file}: {lines} lines";
        Assert.Empty(chapters);
    }

    [Fact]
    public void Names_of_what_is_awaited_end_in_Async()
    {
        var others =
            from file in Checkout.Sources(".cs")
            // Routes and hubs have the names of what people do, and packages name what stands for them.
            where !file.StartsWith("integrations/", StringComparison.Ordinal)
            where !file.Contains("Routes.", StringComparison.Ordinal) && !file.EndsWith("Hub.cs", StringComparison.Ordinal)
            from Match declared in Awaited().Matches(Checkout.Read(file))
            let name = declared.Groups[1].Value
            // Tests are sentences.
            where !name.EndsWith("Async", StringComparison.Ordinal) && !name.Contains('_') && name is not ("Handle" or "MoveNext")
            select $"{file}: {name}";
        Assert.Empty(others);
    }

    [Fact]
    public void One_line_stands_without_braces()
    {
        var braced =
            from file in Checkout.Sources(".cs")
            where !file.StartsWith("tests/Architecture/", StringComparison.Ordinal) && Braced().IsMatch(Checkout.Read(file))
            select file;
        Assert.Empty(braced);
    }

    [Fact]
    public void Data_knows_nothing_of_the_calls_and_events_above_it()
    {
        var knowing =
            from file in Checkout.Sources(".cs")
            where file.StartsWith("Services/", StringComparison.Ordinal) && file.Contains("/Data/", StringComparison.Ordinal)
            where Above().IsMatch(Checkout.Read(file))
            select file;
        Assert.Empty(knowing);
    }

    [Fact]
    public void A_cancellation_is_told_apart_by_its_token_and_not_by_its_type()
    {
        // A filter by type lets the cancellation of a store or a broker end a background service, and with it the process.
        var byType =
            from file in Checkout.Sources(".cs")
            where !file.StartsWith("tests/", StringComparison.Ordinal)
            where Checkout.Read(file).Contains("when (e is not OperationCanceledException)", StringComparison.Ordinal)
            select file;
        Assert.Empty(byType);
    }

    [Fact]
    public void Nothing_is_left_to_be_done_in_a_comment()
    {
        var left =
            from file in Checkout.Sources(".cs", ".ts", ".tsx", ".proto", ".css", ".targets", ".props")
            where !file.StartsWith("tests/Architecture/", StringComparison.Ordinal) && Unfinished().IsMatch(Checkout.Read(file))
            select file;
        Assert.Empty(left);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"AddEvents<\w+>\(Topics\.")]
    private static partial Regex Publishes();

    [GeneratedRegex(@"^\.\./\.\./(ServiceDefaults|Messaging|Contracts|integrations)/")]
    private static partial Regex Shared();

    [GeneratedRegex(@"using Social\.\w+\.(Api|Events);")]
    private static partial Regex Above();

    [GeneratedRegex(
        @"^[ \t]*(?:(?:public|internal|private|protected|static|async|virtual|abstract) )*(?:Value)?Task(?:<.+?>\??)? (\w+)(?:<\w+(?:, \w+)*>)?\(",
        RegexOptions.Multiline
    )]
    private static partial Regex Awaited();

    [GeneratedRegex(
        @"^( *)(?:(?:else )?if|for|foreach|while) \(.*\)\n\1\{\n(?!\s*(?:var|using|await using|const) ).*;\n\1\}$",
        RegexOptions.Multiline
    )]
    private static partial Regex Braced();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
