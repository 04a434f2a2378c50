using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Server;

/// <summary>Serves pages until told to stop.</summary>
static class Serving
{
    public static async Task<int> RunAsync(Settings settings)
    {
        await using var app = Door.Build(settings);
        await House.MigrateAsync(app.Services);
        if (settings.Demo) await Demonstration.TellAsync(app.Services);
        await app.StartAsync();
        var address = app.Urls.First();
        Console.WriteLine($"Liên Y: {address}");
        if (settings.Demo) await Demonstration.PrintAsync(settings, address);
        await using (var scope = app.Services.CreateAsyncScope())
            if (await scope.ServiceProvider.GetRequiredService<ICallers>().IsEmptyAsync(default))
                Console.WriteLine($"Chưa có tài khoản nào: mở {address}/set-up để thiết lập lần đầu.");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
