using System.Diagnostics;

namespace LienY.Writing.Tests;

public sealed class PdfConverterTests
{
    static readonly byte[] Report = OfficialDocx.Write(Examples.Report());
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_program_is_named_with_the_packages_to_install()
    {
        using var converter = new PdfConverter(new() { Program = "soffice-not-installed-here" }, TimeProvider.System);
        Assert.False(converter.Available);
        var error = await Assert.ThrowsAsync<PdfUnavailable>(() => converter.ConvertAsync(Report, Cancel));
        Assert.Contains("libreoffice-writer-nogui", error.Message, StringComparison.Ordinal);
        Assert.Contains("fonts-liberation2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hanging_program_is_ended_with_its_children_and_tried_twice()
    {
        using var fake = new Fake("echo $$ >> \"$(dirname \"$0\")/pids\"\nsleep 600 &\necho $! >> \"$(dirname \"$0\")/pids\"\nwait");
        using var converter = new PdfConverter(new() { Program = fake.Program, Limit = TimeSpan.FromSeconds(1) }, TimeProvider.System);
        await Assert.ThrowsAsync<PdfTimedOut>(() => converter.ConvertAsync(Report, Cancel));
        var pids = fake.Lines("pids");
        Assert.Equal(4, pids.Length);
        // A process that was killed is gone once the system has taken note of it.
        for (var tries = 0; tries < 500 && pids.Any(IsRunning); tries++) await Task.Delay(20, Cancel);
        Assert.All(pids, pid => Assert.False(IsRunning(pid), $"Process {pid} still runs."));
    }

    [Fact]
    public async Task A_cancelled_conversion_ends_the_program()
    {
        using var fake = new Fake("echo $$ >> \"$(dirname \"$0\")/pids\"\nexec sleep 600");
        using var converter = new PdfConverter(new() { Program = fake.Program }, TimeProvider.System);
        using var given = new CancellationTokenSource();
        var work = converter.ConvertAsync(Report, given.Token);
        while (fake.Lines("pids").Length == 0)
            await Task.Delay(20, Cancel);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.False(IsRunning(Assert.Single(fake.Lines("pids"))));
    }

    [Fact]
    public async Task An_output_that_is_no_PDF_is_refused_with_what_the_program_said()
    {
        using var fake = new Fake("echo broken > document.pdf\necho 'no filter' >&2\nexit 3");
        using var converter = new PdfConverter(new() { Program = fake.Program }, TimeProvider.System);
        var error = await Assert.ThrowsAsync<PdfFailed>(() => converter.ConvertAsync(Report, Cancel));
        Assert.Contains("no filter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_that_come_at_once_wait_in_line_and_none_fails()
    {
        using var fake = new Fake("D=\"$(dirname \"$0\")\"; mkdir \"$D/busy\" || echo clash >> \"$D/clash\"\nsleep 0.1\nprintf '%%PDF-1.6\\n%%%%EOF\\n' > document.pdf\nrmdir \"$D/busy\"");
        using var converter = new PdfConverter(new() { Program = fake.Program, Parallel = 1 }, TimeProvider.System);
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => converter.ConvertAsync(Report, Cancel)));
        Assert.All(made, pdf => Assert.True(pdf.AsSpan().StartsWith("%PDF"u8)));
        Assert.Empty(fake.Lines("clash"));
    }

    [Fact]
    public async Task A_program_that_crashes_is_told_and_the_next_document_converts()
    {
        using var fake = new Fake("D=\"$(dirname \"$0\")\"; echo x >> \"$D/runs\"\nif [ $(wc -l < \"$D/runs\") -le 2 ]; then kill -9 $$; fi\nprintf '%%PDF-1.6\\n%%%%EOF\\n' > document.pdf");
        using var converter = new PdfConverter(new() { Program = fake.Program, Parallel = 1 }, TimeProvider.System);
        await Assert.ThrowsAsync<PdfFailed>(() => converter.ConvertAsync(Report, Cancel));
        Assert.NotEmpty(await converter.ConvertAsync(Report, Cancel));
    }

    [Fact]
    public async Task A_program_that_fails_once_gets_a_second_chance_and_sees_no_settings_of_ours()
    {
        using var fake = new Fake("D=\"$(dirname \"$0\")\"; env >> \"$D/env\"\nif [ -e \"$D/once\" ]; then printf '%%PDF-1.6\\n%%%%EOF\\n' > document.pdf; fi\ntouch \"$D/once\"");
        using var converter = new PdfConverter(new() { Program = fake.Program }, TimeProvider.System);
        Assert.StartsWith("%PDF-1.6", System.Text.Encoding.ASCII.GetString(await converter.ConvertAsync(Report, Cancel)), StringComparison.Ordinal);
        Assert.All(fake.Lines("env").Select(line => line.Split('=')[0]), name => Assert.Contains(name, new[] { "PATH", "HOME", "TMPDIR", "LANG", "PWD", "SHLVL", "_", "OLDPWD" }));
    }

    [Fact]
    public async Task Every_Vietnamese_letter_reaches_the_PDF_in_an_embedded_serif_font()
    {
        const string letters = "ẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỶỸỴđĐơưạảịỉọỏụủ";
        var pdf = await Convert(Examples.Minutes() with { Body = [new Paragraph(letters), new Paragraph(letters) { Bold = true }, new Paragraph(letters) { Italic = true }] });
        var text = string.Concat((await Poppler("pdftotext", pdf)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(3, text.Split(letters).Length - 1);
        var fonts = (await Poppler("pdffonts", pdf)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.Matches("LiberationSerif|Tinos|TimesNewRoman", font));
        Assert.All(fonts, font => Assert.Matches(@"\s+yes\s+yes\s+yes\s+", font));
    }

    [Fact]
    public async Task A_long_report_converts_and_numbers_every_page_but_the_first()
    {
        var pages = (await Poppler("pdftotext", await Convert(Examples.Long() with { Annexes = [] }))).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(pages.Length >= 20, $"Only {pages.Length} pages.");
        Assert.Equal("UBND TỈNH AN GIANG", FirstLine(pages[0])[.."UBND TỈNH AN GIANG".Length]);
        for (var page = 1; page < pages.Length; page++)
            Assert.Equal($"{page + 1}", FirstLine(pages[page]));
    }

    [Fact]
    public async Task An_annex_counts_its_own_pages()
    {
        var pages = (await Poppler("pdftotext", await Convert(Examples.Report()))).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("PHỤ LỤC II", FirstLine(pages[^1]));
    }

    [Fact]
    public async Task Hostile_words_convert() => Assert.Contains("<w:p>&amp;", await Poppler("pdftotext", await Convert(
        Examples.Minutes() with { Body = [new Paragraph("<w:p>&amp; " + new string('W', 4000) + " \uD83D\uDE00"), new Table([new("A"), new("B")], [Row.Of(new string('x', 3000), "1")])] })), StringComparison.Ordinal);

    static async Task<byte[]> Convert(OfficialDocument document)
    {
        using var converter = new PdfConverter(new(), TimeProvider.System);
        Assert.SkipUnless(converter.Available, "LibreOffice is not installed here (test.sh installs libreoffice-writer-nogui).");
        return await converter.ConvertAsync(OfficialDocx.Write(document), Cancel);
    }

    static async Task<string> Poppler(string program, byte[] pdf)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{program}"), $"'{program}' is not installed here (test.sh installs poppler-utils).");
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, pdf, Cancel);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, program == "pdftotext" ? ["-layout", file, "-"] : [file]) { RedirectStandardOutput = true })!;
            var text = await process.StandardOutput.ReadToEndAsync(Cancel);
            await process.WaitForExitAsync(Cancel);
            return text;
        }
        finally
        {
            File.Delete(file);
        }
    }

    static string FirstLine(string page) => page.Split('\n').Select(line => line.Trim()).First(line => line.Length > 0);

    // A process that was ended but not yet collected by its parent is a zombie ("Z"), not running.
    static bool IsRunning(string pid) => File.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1][0] is not ('Z' or 'X');

    /// <summary>A shell script in the place of the converting program.</summary>
    sealed class Fake : IDisposable
    {
        readonly string folder = Directory.CreateTempSubdirectory("lieny-fake-").FullName;

        public Fake(string script)
        {
            if (!OperatingSystem.IsLinux())
            {
                Assert.Skip("The fake converter is a shell script.");
                return;
            }
            File.WriteAllText(Program, "#!/bin/sh\n" + script + "\n");
            File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        public string Program => Path.Combine(folder, "soffice");

        public string[] Lines(string file) => File.Exists(Path.Combine(folder, file)) ? File.ReadAllLines(Path.Combine(folder, file)) : [];

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
