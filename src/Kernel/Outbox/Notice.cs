using System.Text.Json;

namespace LienY.Kernel;

/// <summary>A short message on somebody's page "Hôm nay": to a person, or to whoever holds a role at an organisation.</summary>
public sealed class Notice
{
    /// <summary>Id.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The person; null when it is for holders of a post.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The organisation, where it is for holders of a post there.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>Vietnamese key of the sentence, marked with <see cref="Words.Key"/>.</summary>
    public required string Text { get; init; }

    /// <summary>What fills its places, as JSON array of strings.</summary>
    public string Args { get; init; } = "[]";

    /// <summary>Where a click leads.</summary>
    public required string Link { get; init; }

    /// <summary>Key that lets the same notice be put only once, e.g. <c>report/…/T-7</c>.</summary>
    public required string Once { get; init; }

    /// <summary>When it was put.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the person has seen it.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>Places from values.</summary>
    public static string ArgsOf(params string[] args) => JsonSerializer.Serialize(args);

    /// <summary>The places of the sentence.</summary>
    public string[] ArgList() => JsonSerializer.Deserialize<string[]>(Args) ?? [];

    internal Notice At(DateTimeOffset at)
    {
        CreatedAt = at;
        return this;
    }
}
