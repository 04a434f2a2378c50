using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Feed;

/// <summary>
/// A folder that hospitals' software writes into: <c>FOLDER/MA_CSKCB/*.xml|zip</c>. What was sealed and entered is removed from it, and a note in <c>done</c>
/// or <c>refused</c> says what became of it; where the installation wishes so, the file itself goes there. A file still being written is left for the next round.
/// </summary>
sealed class WatchedFolder(FeedRules rules, Facilities facilities, Receipts receipts, Taking taking, TimeProvider clock, ILogger<WatchedFolder> log)
{
    static readonly TimeSpan Still = TimeSpan.FromSeconds(5);

    /// <summary>Looks into it.</summary>
    public static readonly Job Round = new("feed-folder", TimeSpan.FromSeconds(15), (services, stop) => services.GetRequiredService<WatchedFolder>().RunAsync(stop));

    /// <summary>One round; returns how many files were taken up.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (rules.Folder.Length == 0 || !Directory.Exists(rules.Folder)) return 0;
        var taken = 0;
        foreach (var folder in Directory.EnumerateDirectories(rules.Folder).Order(StringComparer.Ordinal))
        {
            if (await facilities.OfCodeAsync(Path.GetFileName(folder), stop) is not { } facility)
            {
                log.LogWarning("Folder '{Folder}' is named by no facility code of the network; it is not looked into.", folder);
                continue;
            }
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles()
                .Where(f => f.Extension.ToLowerInvariant() is ".xml" or ".zip" && clock.GetUtcNow() - f.LastWriteTimeUtc > Still).OrderBy(f => f.LastWriteTimeUtc)
                .Take(200))
            {
                try
                {
                    await TakeAsync(facility, file, stop);
                    taken++;
                }
                catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or Refusal)
                {
                    log.LogError(problem, "File '{File}' was not taken; it stays for the next round.", file.FullName);
                }
            }
        }
        return taken;
    }

    async Task TakeAsync(Facility facility, FileInfo file, CancellationToken stop)
    {
        KeptFile kept;
        await using (var content = file.OpenRead()) kept = await receipts.KeepAsync(facility.Id, file.Name, content, stop);
        var (_, answers) = await taking.TakeAsync(new(facility.Id, facility.Code, null, "thư mục"), Channel.Folder, [kept], null, stop);
        // Entered and durable: if the machine dies here, the same file comes again and is found to be known.
        var to = Directory.CreateDirectory(Path.Combine(file.DirectoryName!, answers[0].State == 2 ? "refused" : "done"));
        if (rules.KeepTaken)
        {
            file.MoveTo(Path.Combine(to.FullName, $"{answers[0].Code[^12..]}-{file.Name}"), overwrite: true);
            return;
        }
        // Names of files may name a person, and values of faults do: neither stands in the note.
        await File.WriteAllTextAsync(Path.Combine(to.FullName, answers[0].Code[^12..] + ".txt"), Note(answers[0]), stop);
        file.Delete();
    }

    static string Note(FileAnswer answer)
    {
        var note = new StringBuilder($"maGiaoDich: {answer.Code}\n{answer.Says}\n");
        note.Append(Say.Vietnam, $"{answer.Episodes} hồ sơ, nhận {answer.Accepted}, cảnh báo {answer.Warned}, không nhận {answer.Refused}, đã có {answer.Same}\n");
        foreach (var rule in answer.Faults.GroupBy(f => f.Rule).OrderBy(g => g.Key, StringComparer.Ordinal).Take(100)) note.Append(Say.Vietnam,
            $"{rule.Key}: {rule.Count()}\n");
        return note.Append("/feed/files/").Append(answer.Id).Append('\n').ToString();
    }
}
