using System.Diagnostics;

namespace LienY.FhirDefs;

/// <summary>Fetches the package of the specification's definitions and examples (CC0) through npm.</summary>
static class Registry
{
    const string Name = "hl7.fhir.r4.examples@4.0.1";

    /// <summary>Path of the fetched package.</summary>
    public static async Task<string> FetchAsync()
    {
        var folder = Directory.CreateTempSubdirectory("fhir-defs-").FullName;
        using var npm = Process.Start(new ProcessStartInfo("npm", ["pack", "--silent", Name]) { WorkingDirectory = folder, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("npm did not start.");
        var named = (await npm.StandardOutput.ReadToEndAsync()).Trim().Split('\n')[^1];
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm pack '{Name}' ended with {npm.ExitCode}.");
        return Path.Combine(folder, named);
    }
}
