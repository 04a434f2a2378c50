using System.Net;
using AngleSharp;
using AngleSharp.Html.Dom;

namespace LienY.Site;

/// <summary>A person at a browser without JavaScript: opens pages, fills in forms, follows redirects, keeps cookies.</summary>
public sealed class Visitor
{
    readonly HttpClient client;

    /// <summary>Cookies of this visitor.</summary>
    public CookieContainer Cookies { get; } = new();

    readonly IBrowsingContext parser = BrowsingContext.New();

    /// <param name="url">Address of the site.</param>
    public Visitor(Uri url)
    {
        client = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = true }) { BaseAddress = url };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    /// <summary>The last answer.</summary>
    public HttpResponseMessage Answer { get; private set; } = new();

    /// <summary>The page that is open.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    /// <summary>Text of the page, white space single.</summary>
    public string Text => string.Join(' ', (Page.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Opens an address.</summary>
    public Task<IHtmlDocument> OpenAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>Opens an address and gives the bytes (downloads).</summary>
    public async Task<byte[]> DownloadAsync(string path)
    {
        Answer = await client.GetAsync(path);
        return await Answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>
    /// Sends the form whose action is <paramref name="action"/> (prefix allowed) on the open page, as a browser would: present values, changed by
    /// <paramref name="values"/>; files as (field, name, content).
    /// </summary>
    public async Task<IHtmlDocument> SubmitAsync(string action, IEnumerable<(string Name, string Value)>? values = null, IEnumerable<(string Field, string Name, byte[] Content)>? files = null)
    {
        var form = Page.Forms.FirstOrDefault(f => Path(f) == action) ?? Page.Forms.FirstOrDefault(f => Path(f).StartsWith(action, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The page '{Page.Title}' has no form '{action}'; it has: {string.Join(", ", Page.Forms.Select(Path))}");
        var given = (values ?? []).ToLookup(v => v.Name, v => v.Value);
        var fields = Present(form).Where(f => !given.Contains(f.Name)).Concat(given.SelectMany(g => g.Select(v => (Name: g.Key, Value: v)))).ToList();
        if (form.Method.Equals("get", StringComparison.OrdinalIgnoreCase))
            return await OpenAsync(Path(form).Split('?')[0] + "?" + string.Join('&', fields.Select(f => Uri.EscapeDataString(f.Name) + "=" + Uri.EscapeDataString(f.Value))));
        HttpContent content;
        if (form.Enctype == "multipart/form-data")
        {
            var parts = new MultipartFormDataContent();
            foreach (var (name, value) in fields) parts.Add(new StringContent(value), name);
            foreach (var file in files ?? []) parts.Add(new ByteArrayContent(file.Content), file.Field, file.Name);
            content = parts;
        }
        else content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await SendAsync(new(HttpMethod.Post, Path(form)) { Content = content, Headers = { Referrer = new Uri(Page.Url) } });
    }

    /// <summary>Signs in by password.</summary>
    public async Task SignInAsync(string user, string password)
    {
        await OpenAsync("/sign-in");
        await SubmitAsync("/sign-in", [("user", user), ("password", password)]);
    }

    async Task<IHtmlDocument> SendAsync(HttpRequestMessage request)
    {
        Answer = await client.SendAsync(request);
        var html = await Answer.Content.ReadAsStringAsync();
        var address = Answer.RequestMessage!.RequestUri!.ToString();
        return Page = (IHtmlDocument)await parser.OpenAsync(r => r.Content(html).Address(address));
    }

    static string Path(IHtmlFormElement form)
    {
        var action = form.GetAttribute("action");
        return string.IsNullOrEmpty(action) ? new Uri(form.Owner!.Url).PathAndQuery : action;
    }

    static IEnumerable<(string Name, string Value)> Present(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Name.Length: > 0 } input when input.Type is not ("submit" or "button" or "file" or "image"):
                    if (input.Type is not ("checkbox" or "radio")) yield return (input.Name!, input.Value);
                    else if (input.IsChecked) yield return (input.Name!, input.HasAttribute("value") ? input.Value : "on");
                    break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    foreach (var option in select.Options.Where(o => o.IsSelected)) yield return (select.Name!, option.Value);
                    break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area:
                    yield return (area.Name!, area.Value);
                    break;
            }
        }
    }
}
