using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value known only when the application runs.</summary>
public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>How the value is written in a manifest, where it is not known yet.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}

public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

public interface IValueWithReferences
{
    IEnumerable<object> References { get; }
}

/// <summary>A text with holes filled when the application runs: <c>ReferenceExpression.Create($"{host}:{port}")</c>.</summary>
public class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    ReferenceExpression(string format, IReadOnlyList<IValueProvider> values, IReadOnlyList<string> expressions) =>
        (Format, ValueProviders, ManifestExpressions) = (format, values, expressions);

    public static readonly ReferenceExpression Empty = new("", [], []);

    public string Format { get; }
    public IReadOnlyList<string> ManifestExpressions { get; }
    public IReadOnlyList<IValueProvider> ValueProviders { get; }
    IEnumerable<object> IValueWithReferences.References => ValueProviders;

    public string ValueExpression => string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions]);

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = await ValueProviders[i].GetValueAsync(cancellationToken);
        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    public static ReferenceExpression Create([InterpolatedStringHandlerArgument] in ExpressionInterpolatedStringHandler handler) =>
        handler.Builder.Build();

    internal static ReferenceExpression Of(string format, List<IValueProvider> values, List<string> expressions) =>
        new(format, values, expressions);

    [InterpolatedStringHandler]
    public readonly struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        internal ReferenceExpressionBuilder Builder { get; } = new(literalLength + formattedCount * 4);

        public void AppendLiteral(string value) => Builder.AppendLiteral(value);

        public void AppendFormatted(string? value) => Builder.AppendFormatted(value);

        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => Builder.AppendFormatted(valueProvider);

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => Builder.AppendFormatted(valueProvider.Resource);
    }
}

public class ReferenceExpressionBuilder
{
    readonly StringBuilder format;
    readonly List<IValueProvider> values = [];
    readonly List<string> expressions = [];

    public ReferenceExpressionBuilder()
        : this(64) { }

    internal ReferenceExpressionBuilder(int capacity) => format = new(capacity);

    public bool IsEmpty => format.Length == 0;

    public void AppendLiteral(string value) =>
        format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider
    {
        format.Append(CultureInfo.InvariantCulture, $"{{{values.Count}}}");
        values.Add(valueProvider);
        expressions.Add(valueProvider.ValueExpression);
    }

    public ReferenceExpression Build() => ReferenceExpression.Of(format.ToString(), [.. values], [.. expressions]);
}
