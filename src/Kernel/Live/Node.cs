using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Kernel;

/// <summary>What an installation sets about its processes; the door registers it from its settings.</summary>
/// <param name="Url">Address at which the other processes reach this one; empty: the first on which it listens.</param>
public sealed record NodeRules(string Url);

/// <summary>This process among those of the installation: an id of its own at each start, and where the others reach it.</summary>
public sealed class Node(IServiceProvider services)
{
    /// <summary>Id, new at each start.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Address for the other processes, without a slash at the end; empty where this process serves nothing (the command line).</summary>
    public string Address
    {
        get
        {
            if (services.GetService<NodeRules>() is { Url.Length: > 0 } rules) return rules.Url.TrimEnd('/');
            var url = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
            foreach (var every in (string[])["[::]", "0.0.0.0", "*", "+"]) url = url.Replace("//" + every, "//" + Environment.MachineName, StringComparison.Ordinal);
            return url.TrimEnd('/');
        }
    }
}
