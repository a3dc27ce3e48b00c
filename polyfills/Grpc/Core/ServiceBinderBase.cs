namespace Grpc.Core;

[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public class BindServiceMethodAttribute(Type bindType, string bindMethodName) : Attribute
{
    public Type BindType => bindType;
    public string BindMethodName => bindMethodName;
}

public class ServiceBinderBase
{
    public virtual void AddMethod<TReq, TRes>(Method<TReq, TRes> method, UnaryServerMethod<TReq, TRes>? handler)
        where TReq : class
        where TRes : class => throw new NotImplementedException();

    public virtual void AddMethod<TReq, TRes>(Method<TReq, TRes> method, ClientStreamingServerMethod<TReq, TRes>? handler)
        where TReq : class
        where TRes : class => throw new NotImplementedException();

    public virtual void AddMethod<TReq, TRes>(Method<TReq, TRes> method, ServerStreamingServerMethod<TReq, TRes>? handler)
        where TReq : class
        where TRes : class => throw new NotImplementedException();

    public virtual void AddMethod<TReq, TRes>(Method<TReq, TRes> method, DuplexStreamingServerMethod<TReq, TRes>? handler)
        where TReq : class
        where TRes : class => throw new NotImplementedException();
}

/// <summary>Generated code builds one of these beside the binder; the server here only goes by the binder.</summary>
public class ServerServiceDefinition
{
    public static Builder CreateBuilder() => new();

    public class Builder
    {
        readonly ServerServiceDefinition definition = new();

        public Builder AddMethod<TReq, TRes>(Method<TReq, TRes> method, Delegate handler)
            where TReq : class
            where TRes : class => throw new NotSupportedException($"{method.FullName}: map services with MapGrpcService<TService>().");

        public ServerServiceDefinition Build() => definition;
    }
}
