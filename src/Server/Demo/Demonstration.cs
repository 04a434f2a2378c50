using System.Text.Encodings.Web;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Server;

/// <summary>The demonstration network: told once into an empty data folder by the modules, each its part.</summary>
static class Demonstration
{
    const string AccountsFile = "demo-accounts.json";
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Tells it unless an account exists already.</summary>
    public static async Task TellAsync(IServiceProvider services, CancellationToken stop = default)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        if (!await scope.ServiceProvider.GetRequiredService<ICallers>().IsEmptyAsync(stop)) return;
        var world = new DemoWorld(services.GetRequiredService<TimeProvider>().Today(), Documents());
        var outbox = services.GetRequiredService<Outbox>();
        foreach (var order in scope.ServiceProvider.GetServices<IDemonstration>().Select(d => d.Order).Distinct().Order())
        {
            // A scope for each part: a store that has told a year of work is full.
            await using var part = services.CreateAsyncScope();
            part.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            foreach (var demonstration in part.ServiceProvider.GetServices<IDemonstration>().Where(d => d.Order == order)) await demonstration.TellAsync(world, stop);
            await outbox.RunAsync(stop);
        }
        var path = Path.Combine(services.GetRequiredService<Settings>().Data, AccountsFile);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(world.Accounts, Readable), stop);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Prints address and accounts.</summary>
    public static async Task PrintAsync(Settings settings, string address)
    {
        var path = Path.Combine(settings.Data, AccountsFile);
        if (!File.Exists(path)) return;
        var accounts = JsonSerializer.Deserialize<List<DemoAccount>>(await File.ReadAllTextAsync(path), Readable)!;
        Console.WriteLine($"Mạng lưới trình diễn (người và mã là giả định): {address}");
        foreach (var a in accounts) Console.WriteLine($"  {a.User,-26} {a.Password,-22} {a.Role} · {a.Organisation}");
        Console.WriteLine($"Tài khoản cũng nằm ở {path}");
    }

    static Dictionary<string, byte[]> Documents()
    {
        var documents = new Dictionary<string, byte[]>();
        foreach (var name in typeof(Demonstration).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("Demo/", StringComparison.Ordinal)))
        {
            using var stream = typeof(Demonstration).Assembly.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            documents["" + name["Demo/".Length..]] = copy.ToArray();
        }
        return documents;
    }
}
