namespace LienY.Contracts;

/// <summary>What an installation may set about HL7 v2 over MLLP; the door registers it from its settings.</summary>
/// <param name="Port">Port that listens; null: none.</param>
/// <param name="Address">Address it listens on; empty: all.</param>
/// <param name="Certificate">Path of the certificate with its key (.pfx, or .pem with both); empty: no TLS.</param>
/// <param name="PasswordFile">File with the password of the certificate; empty: none.</param>
/// <param name="Clients">Path of the authorities (.pem) that certificates of senders must come from; empty: none is asked for.</param>
/// <param name="IdleSeconds">Seconds after which a silent line is closed.</param>
public sealed record ExchangeRules(int? Port, string Address, string Certificate, string PasswordFile, string Clients, int IdleSeconds)
{
    /// <summary>Lines that are open at the same time.</summary>
    public int MostLines { get; init; } = 200;

    /// <summary>Lines of one address at the same time.</summary>
    public int MostLinesOfOne { get; init; } = 20;
}
