using System.Text.Json;

namespace LienY.Kernel;

/// <summary>Something that happened, on its way to other modules: written with the work, delivered after commit, in order per stream.</summary>
public sealed class OutboxEvent
{
    /// <summary>Order, given by the database.</summary>
    public long Seq { get; private set; }

    /// <summary>Id, made by us; handlers use it to do things once.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>Events of one stream (one aggregate) arrive in order.</summary>
    public string Stream { get; private set; } = "";

    /// <summary>Name of the event's type.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The event as JSON.</summary>
    public string Body { get; private set; } = "";

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When all handlers had it.</summary>
    public DateTimeOffset? DeliveredAt { get; private set; }

    /// <summary>Tries that failed.</summary>
    public int Attempts { get; private set; }

    /// <summary>Not before; grows with each failure.</summary>
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>What the last try said.</summary>
    public string? LastError { get; private set; }

    internal static OutboxEvent Of<T>(string stream, T happened, DateTimeOffset at) where T : notnull => new()
    {
        Stream = stream,
        Type = typeof(T).Name,
        Body = JsonSerializer.Serialize(happened),
        CreatedAt = at,
        NextAt = at,
    };
}

/// <summary>Does something when <typeparamref name="T"/> has happened; may be called twice for one event and must not mind.</summary>
public interface IListen<in T> where T : notnull
{
    /// <summary>Called after the event was committed, in a scope of its own with the house as caller.</summary>
    Task OnAsync(T happened, CancellationToken stop);
}
