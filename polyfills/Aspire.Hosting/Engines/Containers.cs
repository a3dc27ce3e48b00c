namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>
    /// A container. Declared so that the application compiles, and refused at start: running one needs the real packages. What would shape
    /// it is therefore not kept.
    /// </summary>
    public class ContainerResource(string name)
        : Resource(name),
            IResourceWithEnvironment,
            IResourceWithArgs,
            IResourceWithEndpoints,
            IResourceWithWaitSupport
    {
        public ReferenceExpression ConnectionStringExpression =>
            throw new DistributedApplicationException(
                $"'{Name}' is a container, and running containers needs the Aspire packages, which this package feed does not have."
            );
    }

    public class PostgresServerResource(string name) : ContainerResource(name), IResourceWithConnectionString;

    public class PostgresDatabaseResource(string name, PostgresServerResource parent)
        : Resource(name),
            IResourceWithParent,
            IResourceWithConnectionString
    {
        public IResource Parent => parent;
        public ReferenceExpression ConnectionStringExpression => parent.ConnectionStringExpression;
    }

    public class RedisResource(string name) : ContainerResource(name), IResourceWithConnectionString;
}

namespace Aspire.Hosting
{
    public class KafkaServerResource(string name) : ContainerResource(name), IResourceWithConnectionString;

    public static class PostgresBuilderExtensions
    {
        public static IResourceBuilder<PostgresServerResource> AddPostgres(
            this IDistributedApplicationBuilder builder,
            string name,
            IResourceBuilder<ParameterResource>? userName = null,
            IResourceBuilder<ParameterResource>? password = null,
            int? port = null
        ) => builder.AddResource(new PostgresServerResource(name));

        public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
            this IResourceBuilder<PostgresServerResource> builder,
            string name
        ) => builder.ApplicationBuilder.AddResource(new PostgresDatabaseResource(name, builder.Resource));

        public static IResourceBuilder<PostgresServerResource> WithDataVolume(this IResourceBuilder<PostgresServerResource> builder) =>
            builder;
    }

    public static class RedisBuilderExtensions
    {
        public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name) =>
            builder.AddResource(new RedisResource(name));

        public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder) => builder;
    }

    public static class KafkaBuilderExtensions
    {
        public static IResourceBuilder<KafkaServerResource> AddKafka(this IDistributedApplicationBuilder builder, string name) =>
            builder.AddResource(new KafkaServerResource(name));

        public static IResourceBuilder<KafkaServerResource> WithDataVolume(this IResourceBuilder<KafkaServerResource> builder) => builder;
    }

    public static class ContainerResourceBuilderExtensions
    {
        public static IResourceBuilder<ContainerResource> AddContainer(
            this IDistributedApplicationBuilder builder,
            string name,
            string image,
            string tag
        ) => builder.AddResource(new ContainerResource(name));

        public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
            where T : ContainerResource => builder;

        public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
            where T : ContainerResource => builder;

        public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target)
            where T : ContainerResource => builder;
    }
}
