using Social.Tests.Ledgers;

// Settings come from the environment; it lives until it is killed or its standard input ends, which is when the test's process is gone.
var app = Ledger.Build([]);
await app.StartAsync();
await Console.Out.WriteLineAsync("started");
await Console.In.ReadToEndAsync();
await app.StopAsync();
