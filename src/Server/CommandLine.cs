using LienY.Kernel;

namespace LienY.Server;

/// <summary>The command line: <c>serve</c> (the default) and the commands of the modules.</summary>
public static class CommandLine
{
    /// <summary>Runs a command; returns its exit code: 0 done, 1 failed, 2 refused.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        var words = args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
        try
        {
            if (words.Length == 0 || words[0] == "serve") return await Serving.RunAsync(Settings.Read(args));
            var all = ServerCommands.All.Concat(House.Modules.SelectMany(m => m.Commands)).ToList();
            var command = all.FirstOrDefault(c => args.Length >= c.Name.Split(' ').Length && c.Name.Split(' ').SequenceEqual(args.Take(c.Name.Split(' ').Length))
                && c.Suits(args.Skip(c.Name.Split(' ').Length).ToArray()));
            if (command is not null) return await RunAsync(command, args);
            await Console.Error.WriteLineAsync(Usage(all));
            return words[0] is "help" or "-h" ? 0 : 2;
        }
        catch (Refusal refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Args.Length == 0 ? refusal.Text : string.Format(Say.Vietnam, refusal.Text, refusal.Args));
            return 2;
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException or System.Data.Common.DbException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    static async Task<int> RunAsync(Command command, string[] args)
    {
        var rest = args.Skip(command.Name.Split(' ').Length).ToArray();
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning).AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace));
        if (!command.Bare) Door.AddServices(services, Settings.Read(rest));
        await using var provider = services.BuildServiceProvider();
        if (!command.Bare) await House.MigrateAsync(provider);
        await using var scope = provider.CreateAsyncScope();
        if (!command.Bare) scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        return await command.Run(scope.ServiceProvider, rest);
    }

    static string Usage(IEnumerable<Command> commands) =>
        "Liên Y\n\n  serve [--data DIR] [--urls URL] [--demo]\n      Chạy máy chủ (mặc định).\n"
        + string.Concat(commands.Select(c => $"  {c.Usage}\n      {c.Summary}\n"));
}
