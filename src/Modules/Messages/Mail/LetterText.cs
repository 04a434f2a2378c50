using System.Net;
using System.Text;

namespace LienY.Messages;

/// <summary>Something that a mail names, with the address where it is done.</summary>
sealed record LetterItem(string Text, string Href);

/// <summary>A part of a mail: a head and what stands below it.</summary>
sealed record LetterPart(string Head, IReadOnlyList<LetterItem> Items);

/// <summary>What a mail says; written as plain text and as simple HTML. It holds titles and links, never data of patients.</summary>
/// <param name="Foot">Lines below, each with an address.</param>
sealed record LetterText(string Subject, string Opening, IReadOnlyList<LetterPart> Parts, IReadOnlyList<LetterItem> Foot)
{
    /// <summary>As plain text.</summary>
    public string Plain()
    {
        var text = new StringBuilder(Opening).Append('\n');
        foreach (var part in Parts)
        {
            if (part.Head.Length > 0) text.Append('\n').Append(part.Head.ToUpper(Kernel.Say.Vietnam)).Append('\n');
            foreach (var item in part.Items) text.Append("- ").Append(item.Text).Append("\n  ").Append(item.Href).Append('\n');
        }
        text.Append("\n-- \n");
        foreach (var line in Foot) text.Append(line.Text).Append(": ").Append(line.Href).Append('\n');
        return text.ToString();
    }

    /// <summary>As a page without pictures, scripts or anything fetched.</summary>
    public string Page()
    {
        var page = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body style=\"font:15px/1.5 sans-serif;color:#1B2430;max-width:640px\">")
            .Append("<p>").Append(Safe(Opening)).Append("</p>");
        foreach (var part in Parts)
        {
            if (part.Head.Length > 0) page.Append("<h2 style=\"font-size:17px;margin:20px 0 6px\">").Append(Safe(part.Head)).Append("</h2>");
            page.Append("<ul style=\"padding-left:20px\">");
            foreach (var item in part.Items) page.Append("<li><a style=\"color:#0F7B6C\" href=\"").Append(Safe(item.Href)).Append("\">").Append(Safe(item.Text)).Append("</a></li>");
            page.Append("</ul>");
        }
        page.Append("<hr style=\"border:0;border-top:1px solid #E3DED3\"><p style=\"font-size:13px;color:#5A6572\">");
        foreach (var line in Foot) page.Append("<a style=\"color:#5A6572\" href=\"").Append(Safe(line.Href)).Append("\">").Append(Safe(line.Text)).Append("</a><br>");
        return page.Append("</p></body></html>").ToString();
    }

    static string Safe(string text) => WebUtility.HtmlEncode(text);
}
