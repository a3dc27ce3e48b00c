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
    ReferenceExpression(ExpressionInterpolatedStringHandler made) => (Format, ValueProviders) = (made.Format.ToString(), made.Values);

    public string Format { get; }
    public IReadOnlyList<IValueProvider> ValueProviders { get; }
    IEnumerable<object> IValueWithReferences.References => ValueProviders;
    public string ValueExpression =>
        string.Format(
            CultureInfo.InvariantCulture,
            Format,
            [.. ValueProviders.Select(v => ((IManifestExpressionProvider)v).ValueExpression)]
        );

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = await ValueProviders[i].GetValueAsync(cancellationToken);
        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler);

    [InterpolatedStringHandler]
    public readonly struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        internal StringBuilder Format { get; } = new(literalLength + formattedCount * 3);
        internal List<IValueProvider> Values { get; } = [];

        public void AppendLiteral(string value) =>
            Format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

        public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider
        {
            Format.Append(CultureInfo.InvariantCulture, $"{{{Values.Count}}}");
            Values.Add(valueProvider);
        }

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider.Resource);
    }
}
