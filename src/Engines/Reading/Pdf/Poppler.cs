using System.ComponentModel;
using System.Diagnostics;

namespace LienY.Reading;

/// <summary>
/// The programs of poppler and tesseract over one PDF: each alone in a folder of its own, with nothing of our
/// environment, ended at the time limit.
/// </summary>
sealed class Poppler : IDisposable
{
    const int OutputBytes = 400_000_000;
    readonly DirectoryInfo room = Directory.CreateTempSubdirectory("lieny-pdf");
    readonly string file;
    readonly TimeSpan limit;

    readonly string programs;

    /// <param name="pdf">The document.</param>
    /// <param name="limit">How long one program may work.</param>
    /// <param name="programs">Folder of the programs; empty: wherever the system finds them.</param>
    public Poppler(ReadOnlySpan<byte> pdf, TimeSpan limit, string programs)
    {
        (this.limit, this.programs) = (limit, programs);
        file = Path.Combine(room.FullName, "document.pdf");
        using var stream = File.Create(file);
        stream.Write(pdf);
    }

    /// <summary>A further file in the folder, under a plain name.</summary>
    public void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(room.FullName, name), content);

    /// <summary>Takes a file out of the folder.</summary>
    public void Remove(string name) => File.Delete(Path.Combine(room.FullName, name));

    /// <summary>What a program writes; {file} among the words stands for the document. Null where it ends with a fault.</summary>
    public byte[]? Run(string program, out string errors, params string[] words)
    {
        using var process = Start(program, words);
        using var clock = new CancellationTokenSource(limit);
        using var output = new MemoryStream();
        try
        {
            var said = process.StandardError.ReadToEndAsync(clock.Token);
            Copy(process.StandardOutput.BaseStream, output, clock.Token);
            process.WaitForExitAsync(clock.Token).GetAwaiter().GetResult();
            errors = said.GetAwaiter().GetResult();
            return process.ExitCode == 0 ? output.ToArray() : null;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw TooLong();
        }
    }

    public void Dispose()
    {
        try
        {
            room.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A file held by a process that is just ending stays in the system's temporary folder.
        }
    }

    static void Copy(Stream from, MemoryStream to, CancellationToken stop)
    {
        var part = new byte[81920];
        for (int read; (read = from.ReadAsync(part, stop).AsTask().GetAwaiter().GetResult()) > 0;)
        {
            if (to.Length + read > OutputBytes) throw TooLong();
            to.Write(part, 0, read);
        }
    }

    static ReadingRefusal TooLong() => new("pdf-too-complex", "Tệp PDF quá nặng hoặc quá rối nên không đọc xong trong thời gian cho phép.",
        "Hãy tách phụ lục ra tệp riêng, hoặc nhập bản DOCX gốc.");

    Process Start(string program, string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(programs, program)) { WorkingDirectory = room.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words) start.ArgumentList.Add(word == "{file}" ? file : word);
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        (start.Environment["PATH"], start.Environment["HOME"], start.Environment["TMPDIR"], start.Environment["LANG"]) = (path, room.FullName, room.FullName, "C.UTF-8");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            if (program == "tesseract")
            {
                throw new ReadingRefusal("scan-program", "Máy chủ chưa có chương trình nhận dạng chữ trên ảnh quét (tesseract-ocr, tesseract-ocr-vie).",
                    "Hãy nhờ quản trị viên cài tesseract-ocr và tesseract-ocr-vie, hoặc nhập bản DOCX gốc.");
            }
            throw new ReadingRefusal("pdf-program", "Máy chủ chưa có chương trình đọc PDF (poppler-utils).",
                "Hãy nhờ quản trị viên cài poppler-utils, hoặc nhập bản DOCX gốc.");
        }
    }
}
