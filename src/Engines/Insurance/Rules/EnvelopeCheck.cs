using System.Globalization;

namespace LienY.Insurance;

/// <summary>What checking found of one episode.</summary>
/// <param name="Grade">What becomes of it.</param>
/// <param name="RuleSet"><c>4750</c> or <c>3176</c>.</param>
/// <param name="RuleDay">The day by which rules were chosen.</param>
/// <param name="Faults">Those of reading and those of checking.</param>
public sealed record Verdict(Grade Grade, string RuleSet, DateOnly RuleDay, IReadOnlyList<Fault> Faults);

/// <summary>Checks the episodes of one file, one after another; keeps their keys in mind, so one for each file.</summary>
/// <param name="book">The rules.</param>
/// <param name="now">The moment against which "future" is meant.</param>
/// <param name="limits">How many faults are told; those of <see cref="ReadingLimits"/> when null.</param>
/// <param name="listed">The state's large code lists; null: codes are checked by their form only.</param>
public sealed class EnvelopeCheck(RuleBook book, DateTimeOffset now, ReadingLimits? limits = null, IListedCodes? listed = null)
{
    // A longer one is refused for its length; it is not kept for the whole file.
    const int LongestKey = 100;

    readonly Dictionary<string, int> keys = new(StringComparer.Ordinal);
    readonly int most = (limits ?? new()).Faults;

    /// <summary>Checks one episode. Rules are those of the day the visit ends, else of the day the file was made, else of today.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="head">What its file says of itself, or null for an episode without a file.</param>
    /// <param name="file">What faults call the file.</param>
    public Verdict Of(Episode episode, EnvelopeHead? head = null, string file = "")
    {
        var day = episode.RuleDay ?? head?.Made ?? Moments.DayAt(now);
        var rules = book.On(day);
        var run = new CheckRun(episode, head, now, most, day, listed);
        foreach (var fault in episode.Faults) run.Tell(fault);
        var key = episode.Key;
        if (key is null)
        {
            if (episode.Tables.Any(t => t != 12)) run.Tell(FaultTexts.Make(Severity.Refuse, "record.no-key", "record.no-key"));
        }
        else if (key.Length <= LongestKey && !keys.TryAdd((episode.IsCheckIn ? "0 " : "1 ") + key, episode.Number))
        {
            var before = keys[(episode.IsCheckIn ? "0 " : "1 ") + key];
            var twice = FaultTexts.Make(Severity.Refuse, "file.key-twice", "file.key-twice");
            run.Tell(twice with { Value = FaultTexts.Short(key), Expected = before.ToString(CultureInfo.InvariantCulture) });
        }
        rules.Run(run);
        for (var i = 0; i < run.Faults.Count; i++)
        {
            var fault = run.Faults[i];
            run.Faults[i] = fault with { File = fault.File.Length > 0 ? fault.File : file, Record = episode.Number, EpisodeKey = key };
        }
        return new(run.Refused ? Grade.Refused : run.Faults.Count > 0 ? Grade.AcceptedWithWarnings : Grade.Accepted, rules.Name, day, run.Faults);
    }
}
