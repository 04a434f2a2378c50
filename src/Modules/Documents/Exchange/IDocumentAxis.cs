namespace LienY.Documents;

/// <summary>What is handed to an axis. <paramref name="Once"/>: the same parcel handed over again is one parcel.</summary>
sealed record Parcel(string FromCode, string ToCode, string Once);

/// <summary>What an axis holds for an agency; <paramref name="Key"/> is the axis's own name for it.</summary>
sealed record Arrival(string Key, string ToCode);

/// <summary>The axis does not take a parcel. <paramref name="forGood"/>: trying again will not help.</summary>
sealed class AxisFault(string text, bool forGood) : Exception(text)
{
    /// <summary>Trying again will not help.</summary>
    public bool ForGood => forGood;
}

/// <summary>The way by which messages go from agency to agency (trục liên thông văn bản). Handing over is idempotent; an arrival stays until it is taken.</summary>
interface IDocumentAxis
{
    /// <summary>Hands a message over.</summary>
    /// <exception cref="AxisFault">It was not taken.</exception>
    Task PostAsync(Parcel parcel, Stream content, CancellationToken stop);

    /// <summary>What lies there for an agency, oldest first.</summary>
    Task<IReadOnlyList<Arrival>> PendingAsync(string code, int most, CancellationToken stop);

    /// <summary>Its bytes; null where it is no longer there because another process has taken it. May be asked for several at once.</summary>
    Task<Stream?> OpenAsync(Arrival arrival, CancellationToken stop);

    /// <summary>They have been kept here; the axis may forget them.</summary>
    Task TakenAsync(IReadOnlyList<Arrival> arrivals, CancellationToken stop);
}
