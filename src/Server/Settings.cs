using Microsoft.Extensions.Configuration;

namespace LienY.Server;

/// <summary>Settings of an installation: command line over environment (<c>LIENY_…</c>) over <c>lieny.json</c> in the data folder. Documented in docs/operate.md.</summary>
public sealed record Settings
{
    /// <summary>Folder of everything the embedded default keeps.</summary>
    public string Data { get; init; } = "./data";

    /// <summary>PostgreSQL connection string (has <c>Host=</c>); empty for the embedded database.</summary>
    public string Database { get; init; } = "";

    /// <summary>Addresses to listen on, separated by ";".</summary>
    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>Base64 of the installation's 32-byte key, for several nodes; empty: a key file in the data folder.</summary>
    public string Key { get; init; } = "";

    /// <summary>Public address for passkeys and links; empty: as the browser asks.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>Addresses or networks (10.0.0.0/24) of reverse proxies to trust for X-Forwarded-*, separated by ";".</summary>
    public string Proxies { get; init; } = "";

    /// <summary>Minutes after which an unused session ends.</summary>
    public int IdleMinutes { get; init; } = 30;

    /// <summary>Address at which the other processes of an installation with several reach this one (<c>LIENY_NODEURL</c>); empty: the first it listens on.</summary>
    public string NodeUrl { get; init; } = "";

    /// <summary>Make the demonstration network in an empty data folder.</summary>
    public bool Demo { get; init; }

    /// <summary>Largest upload in MB.</summary>
    public int UploadMegabytes { get; init; } = 50;

    /// <summary>Folder watched for files of the feed: one folder a hospital, named by its facility code (<c>LIENY_FEEDFOLDER</c>); empty: none.</summary>
    public string FeedFolder { get; init; } = "";

    /// <summary>Leave what was taken from that folder there, unsealed, in <c>done</c> and <c>refused</c> (<c>LIENY_FEEDFOLDERKEEP</c>); otherwise it is removed.</summary>
    public bool FeedFolderKeep { get; init; }

    /// <summary>Largest file of the feed in MB.</summary>
    public int FeedMegabytes { get; init; } = 200;

    /// <summary>Seconds that one FHIR search may take before it is stopped (503).</summary>
    public int FhirSearchSeconds { get; init; } = 10;

    /// <summary>Port that takes HL7 v2 over MLLP (<c>LIENY_MLLPPORT</c>); without it none is taken.</summary>
    public int? MllpPort { get; init; }

    /// <summary>Address on which that port listens; empty: all.</summary>
    public string MllpAddress { get; init; } = "";

    /// <summary>Certificate with its key for that port (.pfx, or .pem with both); empty: no TLS.</summary>
    public string MllpCertificate { get; init; } = "";

    /// <summary>File with the password of that certificate.</summary>
    public string MllpPasswordFile { get; init; } = "";

    /// <summary>Authorities (.pem) that certificates of senders must come from; empty: none is asked for.</summary>
    public string MllpClients { get; init; } = "";

    /// <summary>Seconds after which a silent line is closed.</summary>
    public int MllpIdleSeconds { get; init; } = 600;

    /// <summary>Port that takes DICOM on the line (<c>LIENY_DIMSEPORT</c>); without it none is taken.</summary>
    public int? DimsePort { get; init; }

    /// <summary>Address on which that port listens; empty: all.</summary>
    public string DimseAddress { get; init; } = "";

    /// <summary>Our application entity title.</summary>
    public string DimseAet { get; init; } = "LIENY";

    /// <summary>Certificate with its key for that port (.pfx, or .pem with both); empty: no TLS.</summary>
    public string DimseCertificate { get; init; } = "";

    /// <summary>File with the password of that certificate.</summary>
    public string DimsePasswordFile { get; init; } = "";

    /// <summary>Authorities (.pem) that certificates of devices must come from; empty: none is asked for.</summary>
    public string DimseClients { get; init; } = "";

    /// <summary>Path or name of LibreOffice.</summary>
    public string Soffice { get; init; } = "soffice";

    /// <summary>Name of the mail server (<c>LIENY_MAIL_HOST</c>); empty: no mail.</summary>
    public string MailHost { get; init; } = "";

    /// <summary>Port of the mail server (<c>LIENY_MAIL_PORT</c>).</summary>
    public int MailPort { get; init; } = 587;

    /// <summary><c>starttls</c> or <c>none</c> (<c>LIENY_MAIL_TLS</c>).</summary>
    public string MailTls { get; init; } = "starttls";

    /// <summary>User at the mail server (<c>LIENY_MAIL_USER</c>).</summary>
    public string MailUser { get; init; } = "";

    /// <summary>File with the password of that user (<c>LIENY_MAIL_PASSWORD_FILE</c>).</summary>
    public string MailPasswordFile { get; init; } = "";

    /// <summary>Sender (<c>LIENY_MAIL_FROM</c>).</summary>
    public string MailFrom { get; init; } = "";

    /// <summary>Reads settings; <paramref name="args"/> are <c>--name value</c> pairs (and <c>--demo</c> alone).</summary>
    public static Settings Read(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) continue;
            var (name, value) = args[i].Split('=', 2) is [var n, var v] ? (n[2..], v) : (args[i][2..], null);
            if (value is null && i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal)) value = args[++i];
            given[name.Replace("-", "", StringComparison.Ordinal)] = value ?? "true";
        }
        var first = new ConfigurationBuilder().AddEnvironmentVariables("LIENY_").AddInMemoryCollection(given).Build();
        var folder = first["Data"] ?? "./data";
        IConfigurationRoot all = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath(Path.Combine(folder, "lieny.json")), optional: true)
            .AddEnvironmentVariables("LIENY_").AddInMemoryCollection(given).Build();
        // LIENY_MAIL_PASSWORD_FILE and MailPasswordFile are the same setting.
        var mail = all.AsEnumerable().Where(s => s.Key.StartsWith("MAIL_", StringComparison.OrdinalIgnoreCase))
            .Select(s => KeyValuePair.Create(s.Key.Replace("_", "", StringComparison.Ordinal), s.Value));
        all = new ConfigurationBuilder().AddInMemoryCollection(all.AsEnumerable().Concat(mail).DistinctBy(s => s.Key, StringComparer.OrdinalIgnoreCase)).Build();
        return (all.Get<Settings>() ?? new Settings()) with { Data = folder };
    }
}
