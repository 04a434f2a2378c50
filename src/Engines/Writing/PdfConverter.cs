using System.ComponentModel;
using System.Diagnostics;

namespace LienY.Writing;

/// <summary>How the converting program is run.</summary>
public sealed record PdfOptions
{
    /// <summary>The program, by name on the PATH or by full path; "soffice" of LibreOffice by default.</summary>
    public string Program { get; init; } = "soffice";

    /// <summary>How long one attempt may take, 60 seconds by default; then its processes are ended.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many conversions run side by side, 2 by default; each takes about 150 MB.</summary>
    public int Parallel { get; init; } = 2;
}

/// <summary>Converts by LibreOffice without a screen, as a separate process with its own folder and profile, tried at most twice.</summary>
public sealed class PdfConverter(PdfOptions options, TimeProvider time) : IPdfConverter, IDisposable
{
    const string Remedy = "On Debian install: apt-get install libreoffice-writer-nogui fonts-liberation2 fonts-croscore "
        + "(fonts-liberation 1.07 alone lacks the Vietnamese letters U+1EA0 to U+1EF9).";

    readonly SemaphoreSlim places = new(Math.Max(options.Parallel, 1));

    /// <summary>Whether the program can be found on this machine.</summary>
    public bool Available => Path.IsPathRooted(options.Program)
        ? File.Exists(options.Program)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, options.Program)));

    /// <inheritdoc/>
    public async Task<byte[]> ConvertAsync(ReadOnlyMemory<byte> docx, CancellationToken cancel = default)
    {
        await places.WaitAsync(cancel);
        try
        {
            try
            {
                return await AttemptAsync(docx, cancel);
            }
            catch (PdfError error) when (error is not PdfUnavailable)
            {
                return await AttemptAsync(docx, cancel);
            }
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    async Task<byte[]> AttemptAsync(ReadOnlyMemory<byte> docx, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("lieny-pdf-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "document.docx"), docx, cancel);
            var said = await RunAsync(folder.FullName, cancel);
            var output = new FileInfo(Path.Combine(folder.FullName, "document.pdf"));
            var pdf = output.Exists ? await File.ReadAllBytesAsync(output.FullName, cancel) : [];
            return IsPdf(pdf) ? pdf : throw new PdfFailed($"'{options.Program}' wrote no valid PDF: {said}");
        }
        finally
        {
            Remove(folder);
        }
    }

    async Task<string> RunAsync(string folder, CancellationToken cancel)
    {
        using var process = Start(folder);
        using var limit = new CancellationTokenSource(options.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(either.Token);
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            await process.WaitForExitAsync(either.Token);
            var said = $"{await output} {await errors}".Trim();
            return $"exit code {process.ExitCode}, \"{(said.Length > 500 ? said[..500] : said)}\"";
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
            cancel.ThrowIfCancellationRequested();
            throw new PdfTimedOut($"'{options.Program}' did not finish within {options.Limit.TotalSeconds:0} s ('{nameof(PdfOptions)}.{nameof(PdfOptions.Limit)}') and was ended.");
        }
    }

    Process Start(string folder)
    {
        var start = new ProcessStartInfo(options.Program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in new[] { $"-env:UserInstallation={new Uri(Path.Combine(folder, "profile")).AbsoluteUri}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, Path.Combine(folder, "document.docx") })
            start.ArgumentList.Add(word);
        var path = start.Environment["PATH"];
        // Nothing of our own environment (connection strings, keys) is for the converter to see.
        start.Environment.Clear();
        (start.Environment["PATH"], start.Environment["HOME"], start.Environment["TMPDIR"], start.Environment["LANG"]) = (path, folder, folder, "C.UTF-8");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new PdfUnavailable($"The program '{options.Program}' ('{nameof(PdfOptions)}.{nameof(PdfOptions.Program)}') cannot be started. {Remedy}", error);
        }
    }

    static async Task EndAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended between the limit and this line.
        }
        await process.WaitForExitAsync(CancellationToken.None);
    }

    static bool IsPdf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("%PDF-"u8) && bytes[Math.Max(0, bytes.Length - 1024)..].IndexOf("%%EOF"u8) >= 0;

    static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A file still held by a dying process stays in the system's temporary folder.
        }
    }
}
