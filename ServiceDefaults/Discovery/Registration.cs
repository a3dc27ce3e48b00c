namespace Social.ServiceDefaults.Discovery;

/// <summary>An instance of a service as it describes itself.</summary>
/// <param name="Id">Its own for as long as the process lives.</param>
/// <param name="Http">Where health and REST are.</param>
/// <param name="Grpc">Where gRPC is; null for a process that nobody calls by it.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Load">Calls it was serving when it last said so.</param>
/// <param name="Started">When the process began: one that comes back under an old address is another one.</param>
sealed record Registration(string Id, Uri Http, Uri? Grpc, string Version, int Load, DateTimeOffset Started);
