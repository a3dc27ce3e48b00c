using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Tests.Testing;

namespace Social.Tests.Architecture;

public sealed class ContractTests
{
    static readonly Assembly[] Services =
    [
        .. Directory
            .GetFiles(Checkout.Root + "/Services", "*.csproj", SearchOption.AllDirectories)
            .Select(p => Assembly.Load(Path.GetFileNameWithoutExtension(p))),
    ];

    static readonly FileDescriptor[] Files =
    [
        .. typeof(EventsReflection)
            .Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => (FileDescriptor)t.GetProperty("Descriptor")!.GetValue(null)!),
    ];

    [Fact]
    public void Every_call_of_the_contracts_is_implemented()
    {
        var implementations = Services.SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false, IsClass: true }).ToList();
        var missing =
            from service in Files.SelectMany(f => f.Services)
            from call in service.Methods
            where
                !implementations.Any(t =>
                    t.BaseType?.GetCustomAttribute<BindServiceMethodAttribute>() is { } bind
                    && bind.BindType.Name == service.Name
                    && t.GetMethods().Any(m => m.Name == call.Name && m.DeclaringType == t)
                )
            select call.FullName;
        Assert.NotEmpty(implementations);
        Assert.Empty(missing);
    }

    [Fact]
    public void Event_messages_carry_no_text_of_people()
    {
        string[] telling = ["text", "name", "username", "display_name", "email", "bio", "title", "body"];
        var fields = Files
            .Single(f => f.Name == "events.proto")
            .MessageTypes.Where(m => m.Name != "Envelope")
            .SelectMany(m => m.Fields.InDeclarationOrder())
            .ToList();
        Assert.NotEmpty(fields);
        Assert.Empty(fields.Where(f => telling.Contains(f.Name)).Select(f => f.FullName));
    }

    [Fact]
    public void Migrations_say_what_the_models_say()
    {
        var contexts = Services.SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(DbContext)) && !t.IsAbstract).ToList();
        Assert.Equal(["Cache"], Services.Except(contexts.Select(c => c.Assembly)).Select(a => a.GetName().Name));
        Assert.All(
            contexts,
            type =>
            {
                var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
                using var db = (DbContext)
                    Activator.CreateInstance(type, builder.UseNpgsql("Host=nowhere").UseSnakeCaseNamingConvention().Options)!;
                Assert.NotEmpty(db.Database.GetMigrations());
                Assert.False(db.Database.HasPendingModelChanges(), $"{type.Name} has changed since its last migration.");
            }
        );
    }
}
