namespace Grpc.Core;

[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public class BindServiceMethodAttribute(Type bindType, string bindMethodName) : Attribute
{
    public Type BindType => bindType;
    public string BindMethodName => bindMethodName;
}

public class ServiceBinderBase
{
    public virtual void AddMethod<TQ, TS>(Method<TQ, TS> method, UnaryServerMethod<TQ, TS>? handler)
        where TQ : class
        where TS : class => throw new NotSupportedException();

    public virtual void AddMethod<TQ, TS>(Method<TQ, TS> method, ClientStreamingServerMethod<TQ, TS>? handler)
        where TQ : class
        where TS : class => throw new NotSupportedException();

    public virtual void AddMethod<TQ, TS>(Method<TQ, TS> method, ServerStreamingServerMethod<TQ, TS>? handler)
        where TQ : class
        where TS : class => throw new NotSupportedException();

    public virtual void AddMethod<TQ, TS>(Method<TQ, TS> method, DuplexStreamingServerMethod<TQ, TS>? handler)
        where TQ : class
        where TS : class => throw new NotSupportedException();
}

/// <summary>Generated code builds one of these beside the binder; the server here only goes by the binder.</summary>
public class ServerServiceDefinition
{
    public static Builder CreateBuilder() => new();

    public class Builder
    {
        readonly ServerServiceDefinition definition = new();

        public Builder AddMethod<TQ, TS>(Method<TQ, TS> method, Delegate handler)
            where TQ : class
            where TS : class => throw new NotSupportedException($"{method.FullName}: map services with MapGrpcService<TService>().");

        public ServerServiceDefinition Build() => definition;
    }
}
