using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LienY.Writing;

/// <summary>Pages of a PDF as pictures and words, by the programs of poppler (<c>pdfinfo</c>, <c>pdftoppm</c>, <c>pdftotext</c>), each run alone, with nothing of our environment and a time limit.</summary>
/// <param name="folder">Folder of the programs; empty: found by PATH.</param>
public sealed class PdfPages(string folder, TimeProvider time)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>How many pages it has. Throws <see cref="PdfFailed"/> where it cannot be read.</summary>
    public async Task<int> CountAsync(byte[] pdf, CancellationToken cancel)
    {
        var said = System.Text.Encoding.UTF8.GetString(await RunAsync("pdfinfo", pdf, [], cancel));
        var line = said.Split('\n').FirstOrDefault(l => l.StartsWith("Pages:", StringComparison.Ordinal));
        return int.TryParse(line?["Pages:".Length..], CultureInfo.InvariantCulture, out var pages) && pages > 0 ? pages : throw new PdfFailed("'pdfinfo' named no pages.");
    }

    /// <summary>A page (from 1) as PNG; an upright A4 page is so many pixels wide, and no page is longer on any side than such a page is high.</summary>
    public async Task<byte[]> PictureAsync(byte[] pdf, int page, int width, CancellationToken cancel)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        // By the long side: a page of one point by ten thousand would otherwise ask for gigabytes.
        var longest = (width * 297 / 210).ToString(CultureInfo.InvariantCulture);
        var png = await RunAsync("pdftoppm", pdf, ["-png", "-f", number, "-l", number, "-scale-to", longest], cancel);
        return png is [0x89, 0x50, 0x4E, 0x47, ..] ? png : throw new PdfFailed($"'pdftoppm' made no picture of page {page}.");
    }

    /// <summary>Every word where it stands. Throws <see cref="PdfFailed"/> where the file cannot be read.</summary>
    public async Task<IReadOnlyList<PdfWord>> WordsAsync(byte[] pdf, CancellationToken cancel) =>
        PdfWord.Read(await RunAsync("pdftotext", pdf, ["-bbox"], cancel, "-"));

    async Task<byte[]> RunAsync(string program, byte[] pdf, string[] words, CancellationToken cancel, params string[] after)
    {
        var room = Directory.CreateTempSubdirectory("lieny-pages");
        try
        {
            var file = Path.Combine(room.FullName, "document.pdf");
            await File.WriteAllBytesAsync(file, pdf, cancel);
            using var process = Start(program, room.FullName, [.. words, file, .. after]);
            using var limit = new CancellationTokenSource(Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
            try
            {
                using var output = new MemoryStream();
                var errors = process.StandardError.ReadToEndAsync(either.Token);
                await process.StandardOutput.BaseStream.CopyToAsync(output, either.Token);
                await process.WaitForExitAsync(either.Token);
                if (process.ExitCode != 0) throw new PdfFailed($"'{program}' ended with {process.ExitCode}: {await errors}");
                return output.ToArray();
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
                cancel.ThrowIfCancellationRequested();
                throw new PdfTimedOut($"'{program}' did not finish within {Limit.TotalSeconds:0} s.");
            }
        }
        finally
        {
            room.Delete(recursive: true);
        }
    }

    Process Start(string program, string room, string[] words)
    {
        var start = new ProcessStartInfo(folder.Length > 0 ? Path.Combine(folder, program) : program) { WorkingDirectory = room, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words) start.ArgumentList.Add(word);
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        (start.Environment["PATH"], start.Environment["HOME"], start.Environment["TMPDIR"], start.Environment["LANG"]) = (path, room, room, "C.UTF-8");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new PdfUnavailable($"The program '{program}' cannot be started. Install poppler-utils.", error);
        }
    }
}
