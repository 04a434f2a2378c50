using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace LienY.Plans.Tests;

/// <summary>The command "plans import FILE --json", run as a process.</summary>
public sealed class ImportCommandTests
{
    [Fact]
    public async Task The_command_prints_the_reading_and_nothing_else()
    {
        var (code, printed, _) = await RunAsync(Paper.Of("Đồng Tâm"), "ke-hoach.txt");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(printed);
        Assert.Equal("12/KH-SYT", json.RootElement.GetProperty("documents")[0].GetProperty("number").GetString());
        Assert.Equal([">", ">=", "<="], json.RootElement.GetProperty("indicators").EnumerateArray().Select(i => i.GetProperty("comparator").GetString()));
        Assert.Equal(2, json.RootElement.GetProperty("activities").GetArrayLength());
    }

    [Fact]
    public async Task A_file_that_is_no_plan_gives_code_2_with_the_reason_on_standard_error()
    {
        var (code, printed, told) = await RunAsync("Sáng nay, đoàn công tác đã đến thăm bệnh viện."u8.ToArray(), "tin.txt");
        Assert.Equal((2, ""), (code, printed));
        Assert.Contains("không phải là kế hoạch", told);
    }

    [Fact]
    public async Task A_missing_file_gives_code_2()
    {
        var (code, printed, told) = await RunAsync(null, "khong-co.txt");
        Assert.Equal((2, ""), (code, printed));
        Assert.Contains("khong-co.txt", told);
    }

    static async Task<(int Code, string Out, string Error)> RunAsync(byte[]? content, string name)
    {
        var folder = Directory.CreateTempSubdirectory("lieny-command").FullName;
        var path = Path.Combine(folder, name);
        if (content is not null) await File.WriteAllBytesAsync(path, content);
        // A process of its own: what other tests print at the same time must not get between.
        var start = new ProcessStartInfo("dotnet", [typeof(Server.CommandLine).Assembly.Location, "plans", "import", path, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        try
        {
            using var process = Process.Start(start)!;
            var told = process.StandardError.ReadToEndAsync();
            var printed = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, printed, await told);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
