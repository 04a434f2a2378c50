namespace LienY.Contracts;

/// <summary>What the demonstration network has made so far, by short keys that the modules agree on.</summary>
public sealed class DemoWorld(DateOnly today, IReadOnlyDictionary<string, byte[]> documents)
{
    /// <summary>The day on which the demonstration starts; the told year ends here.</summary>
    public DateOnly Today => today;

    /// <summary>The plans as DOCX, by file name.</summary>
    public IReadOnlyDictionary<string, byte[]> Documents => documents;

    /// <summary>Organisations by key, e.g. <c>syt-kien-giang</c>.</summary>
    public Dictionary<string, Guid> Organisations { get; } = [];

    /// <summary>People with accounts by user name.</summary>
    public Dictionary<string, Guid> People { get; } = [];

    /// <summary>Plans by key, e.g. <c>kien-giang</c>.</summary>
    public Dictionary<string, Guid> Plans { get; } = [];

    /// <summary>Accounts with their secrets, for demo-accounts.json.</summary>
    public List<DemoAccount> Accounts { get; } = [];

    /// <summary>The same numbers at every start.</summary>
    public Random Chance { get; } = new(20251122);
}

/// <summary>One line of demo-accounts.json.</summary>
public sealed record DemoAccount(string User, string Password, string Role, string Organisation, string Token);

/// <summary>A module's part of the demonstration network; parts are told in <see cref="Order"/> (Network 10, Accounts 20, Plans 30, Evidence 40, Reports 50).</summary>
public interface IDemonstration
{
    /// <summary>When it is told.</summary>
    int Order { get; }

    /// <summary>Tells its part; the caller of the scope is the house.</summary>
    Task TellAsync(DemoWorld world, CancellationToken stop);
}
