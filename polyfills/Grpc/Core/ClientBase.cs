namespace Grpc.Core;

public abstract class ChannelBase(string target)
{
    public string Target => target;
    public abstract CallInvoker CreateCallInvoker();

    public Task ShutdownAsync() => ShutdownAsyncCore();

    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}

public abstract class ClientBase
{
    readonly CallInvoker? invoker;

    protected ClientBase() { }

    protected ClientBase(ClientBaseConfiguration configuration) => invoker = configuration.Invoker;

    protected ClientBase(ChannelBase channel) => invoker = channel.CreateCallInvoker();

    protected ClientBase(CallInvoker callInvoker) => invoker = callInvoker;

    protected CallInvoker CallInvoker => invoker ?? throw new NotSupportedException("A client made without a channel cannot call.");

    // Generated clients name this type without qualification: it must be nested in the base class and accessible to derived ones.
    protected internal class ClientBaseConfiguration
    {
        internal CallInvoker Invoker { get; }

        internal ClientBaseConfiguration(CallInvoker invoker) => Invoker = invoker;
    }
}

public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    protected ClientBase() { }

    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration) { }

    protected ClientBase(ChannelBase channel)
        : base(channel) { }

    protected ClientBase(CallInvoker callInvoker)
        : base(callInvoker) { }

    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
