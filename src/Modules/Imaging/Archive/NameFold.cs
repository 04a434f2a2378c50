using LienY.Dicom;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>Names of persons (VR PN) as they are searched: the first spelling, its parts with single spaces, without tone marks and case.</summary>
static class NameFold
{
    /// <summary>"NGUYỄN^VĂN^AN" becomes "nguyen van an".</summary>
    public static string Of(string name)
    {
        if (name.Length == 0) return "";
        var first = name.IndexOf('=') is var at and >= 0 ? name[..at] : name;
        // A name that has only other spellings (ideographic, phonetic) is found by those.
        if (string.IsNullOrWhiteSpace(first.Replace('^', ' '))) first = name.Replace('=', ' ');
        return Fold.Of(first.Replace('^', ' '));
    }

    /// <summary>As it is said in Vietnamese: family, middle, given name.</summary>
    public static string Shown(string name) => PersonName.Parse(name).Said;
}
