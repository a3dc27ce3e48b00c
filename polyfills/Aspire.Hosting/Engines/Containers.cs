using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel
{
    public class PostgresServerResource(string name, ParameterResource? userName, ParameterResource password)
        : ContainerResource(name),
            IResourceWithConnectionString
    {
        public EndpointReference PrimaryEndpoint => new(this, "tcp");
        public ParameterResource? UserNameParameter { get; set; } = userName;
        public ParameterResource PasswordParameter { get; set; } = password;
        ReferenceExpression User =>
            UserNameParameter is { } named ? ReferenceExpression.Create($"{named}") : ReferenceExpression.Create($"postgres");
        public ReferenceExpression ConnectionStringExpression =>
            ReferenceExpression.Create(
                $"Host={PrimaryEndpoint.Property(EndpointProperty.Host)};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};Username={User};Password={PasswordParameter}"
            );
    }

    public class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource)
        : Resource(name),
            IResourceWithParent<PostgresServerResource>,
            IResourceWithConnectionString
    {
        public PostgresServerResource Parent => postgresParentResource;
        public string DatabaseName => databaseName;
        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Database={DatabaseName}");
    }

    public class RedisResource(string name, ParameterResource? password = null) : ContainerResource(name), IResourceWithConnectionString
    {
        public EndpointReference PrimaryEndpoint => new(this, "tcp");
        public ParameterResource? PasswordParameter => password;
        public ReferenceExpression ConnectionStringExpression =>
            password is null
                ? ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}")
                : ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)},password={password}");
    }
}

namespace Aspire.Hosting
{
    public class KafkaServerResource(string name) : ContainerResource(name), IResourceWithConnectionString
    {
        public EndpointReference PrimaryEndpoint => new(this, "tcp");
        public ReferenceExpression ConnectionStringExpression =>
            ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");
    }

    public static class PostgresBuilderExtensions
    {
        public static IResourceBuilder<PostgresServerResource> AddPostgres(
            this IDistributedApplicationBuilder builder,
            string name,
            IResourceBuilder<ParameterResource>? userName = null,
            IResourceBuilder<ParameterResource>? password = null,
            int? port = null
        ) =>
            builder
                .AddResource(
                    new PostgresServerResource(
                        name,
                        userName?.Resource,
                        password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password")
                    )
                )
                .WithImage("library/postgres", "18.3")
                .WithEndpoint(port: port, targetPort: 5432, name: "tcp");

        public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
            this IResourceBuilder<PostgresServerResource> builder,
            string name,
            string? databaseName = null
        ) => builder.ApplicationBuilder.AddResource(new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource));

        public static IResourceBuilder<PostgresServerResource> WithDataVolume(
            this IResourceBuilder<PostgresServerResource> builder,
            string? name = null,
            bool isReadOnly = false
        ) => builder.WithVolume(name, "/var/lib/postgresql", isReadOnly);
    }

    public static class RedisBuilderExtensions
    {
        public static IResourceBuilder<RedisResource> AddRedis(
            this IDistributedApplicationBuilder builder,
            string name,
            int? port = null,
            IResourceBuilder<ParameterResource>? password = null
        ) =>
            builder
                .AddResource(
                    new RedisResource(
                        name,
                        password?.Resource
                            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(
                                builder,
                                $"{name}-password",
                                special: false
                            )
                    )
                )
                .WithImage("library/redis", "8.6")
                .WithEndpoint(port: port, targetPort: 6379, name: "tcp");

        public static IResourceBuilder<RedisResource> WithDataVolume(
            this IResourceBuilder<RedisResource> builder,
            string? name = null,
            bool isReadOnly = false
        ) => builder.WithVolume(name, "/data", isReadOnly);

        public static IResourceBuilder<RedisResource> WithPersistence(
            this IResourceBuilder<RedisResource> builder,
            TimeSpan? interval = null,
            long keysChangedThreshold = 1
        ) =>
            builder.WithArgs(
                "--save",
                ((long)(interval ?? TimeSpan.FromSeconds(60)).TotalSeconds).ToString(),
                keysChangedThreshold.ToString()
            );
    }

    public static class KafkaBuilderExtensions
    {
        public static IResourceBuilder<KafkaServerResource> AddKafka(
            this IDistributedApplicationBuilder builder,
            string name,
            int? port = null
        ) =>
            builder
                .AddResource(new KafkaServerResource(name))
                .WithImage("confluentinc/confluent-local", "8.2.0")
                .WithEndpoint(port: port, targetPort: 9092, name: "tcp");

        public static IResourceBuilder<KafkaServerResource> WithDataVolume(
            this IResourceBuilder<KafkaServerResource> builder,
            string? name = null,
            bool isReadOnly = false
        ) => builder.WithVolume(name, "/var/lib/kafka/data", isReadOnly);
    }

    public static class ContainerResourceBuilderExtensions
    {
        public static IResourceBuilder<ContainerResource> AddContainer(
            this IDistributedApplicationBuilder builder,
            string name,
            string image
        ) => builder.AddContainer(name, image, "latest");

        public static IResourceBuilder<ContainerResource> AddContainer(
            this IDistributedApplicationBuilder builder,
            string name,
            string image,
            string tag
        ) => builder.AddResource(new ContainerResource(name)).WithImage(image, tag);

        public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
            where T : ContainerResource =>
            builder.WithAnnotation(new ContainerImageAnnotation { Image = image, Tag = tag }, ResourceAnnotationMutationBehavior.Replace);

        public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
            where T : ContainerResource => builder.Image(i => i.Tag = tag);

        public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
            where T : ContainerResource => builder.Image(i => i.Registry = registry);

        public static IResourceBuilder<T> WithVolume<T>(
            this IResourceBuilder<T> builder,
            string? name,
            string target,
            bool isReadOnly = false
        )
            where T : ContainerResource =>
            builder.WithAnnotation(new ContainerMountAnnotation(name, target, ContainerMountType.Volume, isReadOnly));

        public static IResourceBuilder<T> WithBindMount<T>(
            this IResourceBuilder<T> builder,
            string source,
            string target,
            bool isReadOnly = false
        )
            where T : ContainerResource =>
            builder.WithAnnotation(new ContainerMountAnnotation(source, target, ContainerMountType.BindMount, isReadOnly));

        public static IResourceBuilder<T> WithEntrypoint<T>(this IResourceBuilder<T> builder, string entrypoint)
            where T : ContainerResource
        {
            builder.Resource.Entrypoint = entrypoint;
            return builder;
        }

        /// <summary>Without meaning here, where no container runs.</summary>
        public static IResourceBuilder<T> WithLifetime<T>(this IResourceBuilder<T> builder, ContainerLifetime lifetime)
            where T : ContainerResource => builder;

        static IResourceBuilder<T> Image<T>(this IResourceBuilder<T> builder, Action<ContainerImageAnnotation> change)
            where T : ContainerResource
        {
            change(builder.Resource.Annotations.OfType<ContainerImageAnnotation>().Last());
            return builder;
        }
    }
}
