using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace LienY.Server;

/// <summary>Builds the web application: services of all modules, then the way of a request through the door.</summary>
public static class Door
{
    /// <summary>The application, not yet started; the schema is not yet brought up to date.</summary>
    public static WebApplication Build(Settings settings, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "lieny", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile(Path.GetFullPath(Path.Combine(settings.Data, "lieny.json")), optional: true);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = (settings.UploadMegabytes + 1L) * 1024 * 1024;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // It warns that keys lie in the clear; KeyBook seals them.
        AddServices(builder.Services, settings);
        change?.Invoke(builder.Services);
        var app = builder.Build();
        Way(app, settings);
        return app;
    }

    /// <summary>Services of the kernel, the design and all modules; also what the command line runs on.</summary>
    public static void AddServices(IServiceCollection services, Settings settings)
    {
        var keys = new Keys(settings.Data, settings.Key);
        services.AddSingleton(settings).AddSingleton(keys).AddSingleton(TimeProvider.System);
        services.AddKernel(new Database(settings.Database, settings.Data), keys);
        services.AddSingleton<IEnumerable<Module>>(House.Modules).AddSingleton(House.Modules);
        services.AddSingleton(new Lexicon(House.Assemblies)).AddSingleton(new Assets(House.Assemblies)).AddSingleton<Rail>();
        services.AddHttpContextAccessor();
        services.AddScoped(s => new Words(s.GetRequiredService<Lexicon>(), s.GetRequiredService<CallerSeat>().Language ?? Language.Of(s.GetRequiredService<IHttpContextAccessor>().HttpContext)));
        services.AddSingleton<IProblemPage, ProblemPages>().AddScoped<Notices>();
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "form";
            o.FormFieldName = "_form";
            o.HeaderName = "X-Form";
        });
        services.AddSingleton(new NodeRules(settings.NodeUrl));
        services.AddSingleton(new LienY.Contracts.SignInRules(TimeSpan.FromMinutes(settings.IdleMinutes), settings.PublicUrl));
        services.AddSingleton(new LienY.Contracts.MailRules(
            settings.MailHost, settings.MailPort, settings.MailTls, settings.MailUser, settings.MailPasswordFile, settings.MailFrom, settings.PublicUrl));
        services.AddSingleton(new LienY.Contracts.FhirRules(settings.FhirSearchSeconds));
        services.AddSingleton(new LienY.Contracts.FeedRules(settings.FeedFolder, settings.FeedMegabytes) { KeepTaken = settings.FeedFolderKeep });
        services.AddSingleton(new LienY.Contracts.ExchangeRules(
            settings.MllpPort, settings.MllpAddress, settings.MllpCertificate, settings.MllpPasswordFile, settings.MllpClients, settings.MllpIdleSeconds));
        services.AddSingleton(new LienY.Contracts.ImagingRules(
            settings.DimsePort, settings.DimseAddress, settings.DimseAet, settings.DimseCertificate, settings.DimsePasswordFile, settings.DimseClients));
        services.AddSingleton(new LienY.Writing.PdfOptions { Program = settings.Soffice });
        services.AddSingleton<KeyBook>();
        services.AddDataProtection().SetApplicationName("lieny");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = s.GetRequiredService<KeyBook>()));
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.AddHostedService<Background>();
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));
        foreach (var module in House.Modules) module.Add(services);
    }

    static void Way(WebApplication app, Settings settings)
    {
        if (settings.Proxies.Length > 0) app.UseForwardedHeaders(Forwarded(settings));
        app.UseResponseCompression();
        app.UseMiddleware<Headers>();
        app.UseMiddleware<Problems>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<Reception>();
        app.Use((context, next) => Guard.CheckAsync(context, _ => next()));
        app.Services.GetRequiredService<Assets>().Map(app);
        Routes.Map(app);
        foreach (var module in House.Modules) module.Map(app);
    }

    static ForwardedHeadersOptions Forwarded(Settings settings)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        // Every trusted proxy of a chain is passed over; the first address that is not one of them is the visitor.
        options.ForwardLimit = null;
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in settings.Proxies.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (proxy.Contains('/', StringComparison.Ordinal)) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            else options.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
        }
        return options;
    }
}
