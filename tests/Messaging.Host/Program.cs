using Social.Tests.Ledgers;

// Settings come from the environment; it runs until it is killed or its standard input ends, which happens when the test's process ends.
var app = Ledger.Build([]);
await app.StartAsync();
await Console.Out.WriteLineAsync("started");
await Console.In.ReadToEndAsync();
await app.StopAsync();
